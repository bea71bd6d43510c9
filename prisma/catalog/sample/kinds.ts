import { electronicsKinds } from './kinds/electronics.ts';
import { homeKinds } from './kinds/home.ts';
import type { Kind } from './kinds/kind.ts';
import { officeKinds } from './kinds/office.ts';
import { outdoorKinds } from './kinds/outdoor.ts';

/** Everything the shop sells but books. */
export const kinds: readonly Kind[] = [
  ...outdoorKinds,
  ...homeKinds,
  ...officeKinds,
  ...electronicsKinds,
];
