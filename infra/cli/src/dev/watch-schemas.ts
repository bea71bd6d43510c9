import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { introspectSubgraph, type SubgraphInput } from '@causeway/schema-kit';
import type { DevOptions } from './dev-verb.ts';

const LOOK_EVERY_MS = 300;

/**
 * Returns each time that a schema has changed: files, or what the running subgraph tells. Looks instead
 * of listening, since editors replace files in more ways than can be listened to on every system.
 */
export async function* watchSchemas(
  { schema, url }: DevOptions,
  others: readonly SubgraphInput[],
  signal: AbortSignal,
): AsyncGenerator<void> {
  const files = others.flatMap((other) => ('schemaPath' in other ? [other.schemaPath] : []));
  const look = async () => {
    const own = schema === undefined ? await introspectSubgraph(url).catch(String) : read(schema);
    return [own, ...files.map(read)].join('\u0000');
  };
  let before = await look();
  while (!signal.aborted) {
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const now = await look();
    if (now === before) continue;
    before = now;
    yield;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return String(error);
  }
}
