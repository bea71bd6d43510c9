import { seedId } from '@causeway/database';

export interface SampleCategory {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly path: readonly string[];
  readonly position: number;
}

/** The shop's departments, their sections, and the shelves in those: 5 + 10 + 27. */
const tree = {
  Outdoor: {
    Camping: ['Tents', 'Sleeping bags', 'Camp kitchen'],
    Hiking: ['Backpacks', 'Trekking poles', 'Rainwear'],
  },
  Home: {
    Bedroom: ['Blankets', 'Pillows', 'Bed linen'],
    Kitchen: ['Cookware', 'Tableware', 'Food storage'],
    'Living room': ['Rugs', 'Lamps', 'Baskets'],
  },
  Office: {
    Furniture: ['Desks', 'Chairs', 'Shelves'],
    Stationery: ['Notebooks', 'Pens'],
  },
  Electronics: {
    Audio: ['Headphones', 'Speakers'],
    Power: ['Chargers', 'Power banks'],
  },
  Books: {
    'Books to read': ['Novels', 'Travel writing', 'Cookbooks'],
  },
} as const;

/** The category tree, each category after its parent. */
export function sampleCategories(): readonly SampleCategory[] {
  const categories: SampleCategory[] = [];
  const add = (name: string, position: number, parent: SampleCategory | null) => {
    const id = seedId('category', categories.length);
    const path = [...(parent?.path ?? []), id];
    const category = { id, slug: slugOf(name), name, parentId: parent?.id ?? null, path, position };
    categories.push(category);
    return category;
  };
  for (const [place, [department, sections]] of Object.entries(tree).entries()) {
    const root = add(department, place, null);
    for (const [sectionPlace, [section, shelves]] of Object.entries(sections).entries()) {
      const parent = add(section, sectionPlace, root);
      for (const [shelfPlace, shelf] of (shelves as readonly string[]).entries()) {
        add(shelf, shelfPlace, parent);
      }
    }
  }
  return categories;
}

/** A name as it stands in an address. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}
