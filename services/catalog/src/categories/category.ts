/** A place in the category tree. */
export interface Category {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly parentId: string | null;
  /** The ids from the top of the tree down to this category, itself included. */
  readonly path: readonly string[];
}
