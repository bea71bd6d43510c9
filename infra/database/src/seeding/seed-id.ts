import { createHash } from 'node:crypto';

/**
 * The id of the sample row `kind` number `index`: the same in every service's seed, so that orders can
 * name users and variants that other services own. A UUID of version 8 (RFC 9562 §5.8).
 */
export function seedId(kind: string, index: number): string {
  const hash = createHash('sha256').update(`causeway seed ${kind} ${index}`).digest();
  hash[6] = ((hash[6] as number) & 0x0f) | 0x80;
  hash[8] = ((hash[8] as number) & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return [8, 12, 16, 20, 32]
    .map((end, part, ends) => hex.slice(ends[part - 1] ?? 0, end))
    .join('-');
}
