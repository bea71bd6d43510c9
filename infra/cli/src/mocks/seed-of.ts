import { createHash } from 'node:crypto';

/** A number that is the same for the same words, and another for others. */
export function seedOf(...words: readonly string[]): number {
  return createHash('sha256').update(words.join('\u0000')).digest().readUInt32BE();
}
