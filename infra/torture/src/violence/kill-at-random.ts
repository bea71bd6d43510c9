import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../world/start-world.ts';

/** How many were killed, by what they are. */
export type Kills = Readonly<Record<string, number>>;

/** A process is killed this often, on the average … */
const EVERY_MS = 1_500;
/** … and one time in so many it is PostgreSQL. */
const DATABASE_EVERY = 8;

/** Kills processes at random with SIGKILL until `signal` is aborted; returns how many of which. */
export async function killAtRandom(
  { services, database }: World,
  signal: AbortSignal,
): Promise<Kills> {
  const kills: Record<string, number> = {};
  const count = (name: string) => {
    kills[name] = (kills[name] ?? 0) + 1;
  };
  for (let turn = 1; ; turn += 1) {
    const waitMs = EVERY_MS * (0.3 + 1.4 * Math.random());
    await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return kills;
    if (turn % DATABASE_EVERY === 0) {
      count('postgres');
      await database.killAndRestart();
      continue;
    }
    const victim = services[Math.floor(Math.random() * services.length)];
    victim?.kill();
    count(victim?.name ?? '');
  }
}
