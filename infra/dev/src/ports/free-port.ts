import { randomInt } from 'node:crypto';
import { isFree } from './check-ports.ts';

/**
 * Below those that systems give to whoever asks for any (RFC 6335 §6: from 49152; Linux: from 32768), which
 * could be gone before they are used.
 */
const [FIRST, LAST] = [20_000, 32_767];

/** A port of the loopback interface that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST + 1);
    if (await isFree(port)) return port;
  }
}
