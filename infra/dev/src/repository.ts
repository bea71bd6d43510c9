import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this runs in. */
export const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** A path inside the checkout. */
export const inRepository = (...parts: string[]) => join(repository, ...parts);

/** Everything local to this checkout that git ignores: data, keys, caches. `npm run reset` removes it. */
export const localFolder = inRepository('.causeway');
