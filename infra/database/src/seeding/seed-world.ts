export type SeedScale = 'small' | 'large' | 'huge';

export interface SeedWorld {
  users: number;
  products: number;
  orders: number;
}

const worlds: Record<SeedScale, SeedWorld> = {
  small: { users: 200, products: 1_000, orders: 2_000 },
  large: { users: 2_000, products: 100_000, orders: 200_000 },
  huge: { users: 2_000, products: 1_000_000, orders: 200_000 },
};

/** How many of each there are: what the seeds of different services must agree on. */
export function seedWorld(scale: SeedScale): SeedWorld {
  return worlds[scale];
}
