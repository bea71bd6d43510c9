import type { Visit } from '../customers/shop-once.ts';
import { type Hop, readHops } from './read-hops.ts';
import { type Spread, spreadOf } from './spread.ts';
import type { Client } from './stock-faults.ts';

/** What is reported of a run. */
export interface Figures {
  readonly checkouts: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly repetitions: number;
  /** What checkouts were answered with, and how often. */
  readonly answers: Readonly<Record<string, number>>;
  /** What became of orders, and how often. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly answerMs: Spread;
  /** From the placing of an order to its first outcome. */
  readonly outcomeMs: Spread;
  readonly hops: readonly Hop[];
}

export async function readFigures(
  client: Client,
  { visits, seconds }: { visits: readonly Visit[]; seconds: number },
): Promise<Figures> {
  const { rows: delays } = await client.query<{ ms: number }>(`
    SELECT extract(epoch FROM min(t.at) - o.placed_at)::float * 1000 AS ms
    FROM orders.customer_order o JOIN orders.order_transition t ON t.order_id = o.id
    WHERE t.version > 1 GROUP BY o.id`);
  const { rows: outcomes } = await client.query<{ name: string }>(`
    SELECT status || coalesce(' ' || (rejection ->> 'kind'), '') AS name
    FROM orders.customer_order`);
  return {
    checkouts: visits.length,
    seconds,
    perSecond: visits.length / seconds,
    repetitions: visits.reduce((sum, { repetitions }) => sum + repetitions, 0),
    answers: countBy(visits.map(({ outcome }) => outcome)),
    outcomes: countBy(outcomes.map(({ name }) => name)),
    answerMs: spreadOf(visits.map(({ answerMs }) => answerMs)),
    outcomeMs: spreadOf(delays.map(({ ms }) => ms)),
    hops: await readHops(client),
  };
}

function countBy(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names.toSorted()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
