export interface Graph {
  readonly name: string;
}

/** A variant: `current` is the number of the version that gateways serve, null before the first. */
export interface Variant {
  readonly ref: string;
  readonly graphName: string;
  readonly name: string;
  readonly current: number | null;
}
