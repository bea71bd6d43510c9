import { setTimeout as sleep } from 'node:timers/promises';
import { pick, type Random } from '../random.ts';
import type { KeptProcess } from '../world/keep-running.ts';
import type { World } from '../world/start-world.ts';

/** How many were killed, by what they are. */
export type Kills = Readonly<Record<string, number>>;

/** One time in so many it is PostgreSQL, … */
const DATABASE_EVERY = 7;
/** … one time in so many the broker, if it is another, … */
const BROKER_EVERY = 4;
/** … and one time in so many all processes at once. */
const ALL_EVERY = 5;

/**
 * Kills processes at random with SIGKILL until `signal` is aborted and `fewest` were killed, and the next
 * when the last is back: so it is as hard on a slow machine as on a fast one. Returns how many of which.
 */
export async function killAtRandom(
  { services, database, broker }: World,
  {
    quietMs,
    fewest,
    random,
    signal,
  }: {
    /** How long it is quiet at the most, from when what was killed is back. */
    quietMs: number;
    fewest: number;
    random: Random;
    signal: AbortSignal;
  },
): Promise<Kills> {
  const kills: Record<string, number> = {};
  let killed = 0;
  const count = (name: string) => {
    killed += 1;
    kills[name] = (kills[name] ?? 0) + 1;
  };
  const kill = async (victim: KeptProcess) => {
    count(victim.name);
    // One that another kill hits before it is back is started again by itself.
    await victim.kill().catch(() => undefined);
  };
  for (let turn = 1; ; turn += 1) {
    await sleep(quietMs * random(), undefined, { signal }).catch(() => undefined);
    if (signal.aborted && killed >= fewest) return kills;
    if (turn % DATABASE_EVERY === 0) {
      count('postgres');
      await database.killAndRestart();
    } else if (broker !== null && turn % BROKER_EVERY === 0) {
      count('broker');
      await broker.killAndRestart();
    } else if (turn % ALL_EVERY === 0) {
      await Promise.all(services.map(kill));
    } else {
      await kill(pick(services, random));
    }
  }
}
