import { type Logger, type RepeatedWork, repeatEvery } from '@causeway/subgraph-kit';
import type { PgBoss } from 'pg-boss';
import { type Claim, keepClaims } from './keep-claims.ts';

const HEARTBEAT_MS = 1_000;
/** A reader that says nothing for so long is taken for dead, … */
const SILENT_MS = 3_000;
/** … unless whoever looks was held up itself meanwhile, as all are by a database that is away. */
const LONGEST_GAP_MS = 2_000;

/** Says every second which events a reader has, and takes over those of readers that are dead. */
export function startHeartbeat(
  boss: PgBoss,
  {
    group,
    claims,
    onTakenOver,
    logger,
  }: {
    group: string;
    claims: () => readonly Claim[];
    onTakenOver: () => void;
    logger: Logger;
  },
): RepeatedWork {
  let lastBeatMs = performance.now();
  async function beat(): Promise<void> {
    const isHeldUp = performance.now() - lastBeatMs > LONGEST_GAP_MS;
    const silentMs = isHeldUp ? null : SILENT_MS;
    const takenOver = await keepClaims(boss, { group, claims: claims(), silentMs });
    lastBeatMs = performance.now();
    if (takenOver === 0) return;
    logger.warn({ group, events: takenOver }, 'events taken over');
    onTakenOver();
  }
  return repeatEvery({
    name: 'heartbeat',
    intervalMs: HEARTBEAT_MS,
    work: () =>
      beat().catch((error: unknown) =>
        logger.warn({ group, reason: String(error) }, 'heartbeat failed'),
      ),
    logger,
  });
}
