import { displayNameField } from '../users/display-name.ts';

/**
 * What the client calls the device, for its owner to know it by in the list of sessions; null if it does
 * not say. It is the client's word: a header would have to be forwarded, and so be in `Vary` of every
 * answer of the graph, and says less.
 */
export const deviceField = displayNameField
  .nullish()
  .transform((device): string | null => device ?? null);
