import { setTimeout as sleep } from 'node:timers/promises';
import { seedRandom, withClient } from '@causeway/database';
import { createAskOrders } from './customers/ask-orders.ts';
import { choosePlan } from './customers/choose-plan.ts';
import { shopOnce, type Visit } from './customers/shop-once.ts';
import { judgeWorld } from './verdict/judge-world.ts';
import { type Figures, readFigures } from './verdict/read-figures.ts';
import { untilSettled } from './verdict/until-settled.ts';
import { type Kills, killAtRandom } from './violence/kill-at-random.ts';
import { type StockWatch, watchStock } from './violence/watch-stock.ts';
import { type Carrier, startWorld, type World } from './world/start-world.ts';
import { stockShelves } from './world/stock-shelves.ts';

/** How long all may take to settle once nothing is killed any more: past the longest of all waits. */
const SETTLE_MS = 180_000;

export interface TortureOptions {
  /** For PostgreSQL's data; goes with the run. */
  readonly folder: string;
  /** How many customers check out. */
  readonly checkouts: number;
  /** After so many seconds no further customer comes. */
  readonly seconds: number;
  /** How many customers are in the shop at once. */
  readonly customers: number;
  /** How many come in a second at the most; null: whenever one has gone. */
  readonly perSecond: number | null;
  readonly variants: number;
  /** How many there are of each variant. */
  readonly stock: number;
  /** Processes are killed, with this much time between at the most; null: they are not. */
  readonly quietMs: number | null;
  /** So many are killed, if any, also when all customers have gone before. */
  readonly fewestKills: number;
  readonly carrier: Carrier;
  /** What customers and kills are chosen by. */
  readonly seed: number;
  readonly onProgress: (done: number) => void;
  readonly onLine: (name: string, line: string) => void;
}

export interface Verdict {
  readonly figures: Figures;
  readonly kills: Kills;
  readonly watch: StockWatch;
  /** What was broken, in words. */
  readonly violations: readonly string[];
}

/** Lets customers check out while processes are killed, waits until all is settled, and judges. */
export async function runTorture(options: TortureOptions): Promise<Verdict> {
  await using cleanup = new AsyncDisposableStack();
  const world = await startWorld({ ...options, cleanup });
  const { adminUrl } = world.database;
  const shelves = await stockShelves(adminUrl, options);
  const shut = new AbortController();
  const calm = new AbortController();
  cleanup.defer(() => shut.abort());
  const watching = watchStock(adminUrl, shelves, shut.signal);
  const { seed } = options;
  const killing = beginKilling(world, options, calm.signal);
  const ask = createAskOrders({
    ...world,
    urls: world.ordersUrls,
    random: seedRandom(`${seed} asking`),
    signal: shut.signal,
  });
  const began = performance.now();
  const visits = await letThemShop(options, (customer) =>
    shopOnce(ask, choosePlan(shelves, seedRandom(`${seed} customer ${customer}`))),
  );
  const seconds = (performance.now() - began) / 1_000;
  calm.abort();
  const kills = await killing;
  const unsettled = await untilSettled(adminUrl, SETTLE_MS);
  shut.abort();
  const watch = await watching;
  return withClient(adminUrl, async (client) => ({
    figures: await readFigures(client, { visits, seconds }),
    kills,
    watch,
    violations: [
      ...(unsettled === 0 ? [] : [`${unsettled} steps are not done after three minutes`]),
      ...watch.faults,
      ...(await judgeWorld(client, { shelves, visits })),
    ],
  }));
}

async function beginKilling(
  world: World,
  { quietMs, fewestKills: fewest, seed }: TortureOptions,
  signal: AbortSignal,
): Promise<Kills> {
  if (quietMs === null) return {};
  return killAtRandom(world, { quietMs, fewest, random: seedRandom(`${seed} kills`), signal });
}

/** One customer after the other at each of so many tills, until all have come or the time is up. */
async function letThemShop(
  { checkouts, seconds, customers, perSecond, onProgress }: TortureOptions,
  shop: (customer: number) => Promise<Visit>,
): Promise<readonly Visit[]> {
  const visits: Visit[] = [];
  const beganMs = performance.now();
  const endMs = beganMs + seconds * 1_000;
  let come = 0;
  const atOneTill = async () => {
    while (come < checkouts && performance.now() < endMs) {
      const customer = come;
      const dueMs = perSecond === null ? 0 : beganMs + (customer * 1_000) / perSecond;
      come += 1;
      await sleep(Math.max(0, dueMs - performance.now()));
      visits.push(await shop(customer));
      onProgress(visits.length);
    }
  };
  await Promise.all(Array.from({ length: customers }, atOneTill));
  return visits;
}
