import { parse } from 'graphql';
import { recordUsage } from '../src/usage/record-usage.ts';
import { createSampleLoad } from '../src/usage/sample-load.ts';
import { createSumUsage } from '../src/usage/usage-report.ts';
import { createUsageWindow } from '../src/usage/usage-window.ts';
import { markdownTable } from './report/markdown-table.ts';
import { median } from './report/median.ts';

/**
 * What telling the registry of usage costs: for each request, its part of Apollo Server's pipeline without all
 * else; for each operation of a report, the normal form. Prints medians of rounds: `node gateway/bench/usage.ts`.
 */

const ROUNDS = 15;
const REQUESTS = 100_000;
/** As many as a window holds: each is new to it. */
const NEW_OPERATIONS = 5_000;

type Hooks = ReturnType<typeof recordUsage>;
type Listener = Exclude<Awaited<ReturnType<NonNullable<Hooks['requestDidStart']>>>, void>;
type Responding = Parameters<NonNullable<Listener['willSendResponse']>>[0];

const document = parse('query Titles($n: Int!) { products(first: $n) { id title(lang: "en") } }');
const contextValue = {
  trace: { planningMs: 0.1 },
  clientHeaders: { 'apollographql-client-name': 'web', 'apollographql-client-version': '1.4.0' },
};
/** The part of a request that is looked at. */
const requestOf = (queryHash: string) =>
  ({ contextValue, document, queryHash, operationName: 'Titles' }) as unknown as Responding;

await main();

async function main(): Promise<void> {
  const known = Array.from({ length: REQUESTS }, () => requestOf('known'));
  const ever = Array.from({ length: NEW_OPERATIONS }, (_, n) => requestOf(`new-${n}`));
  const rows = [
    ['a known operation', await nsPerRequest(known, Number.POSITIVE_INFINITY)],
    ['an operation that is new to the window', await nsPerRequest(ever, Number.POSITIVE_INFINITY)],
    ['a known operation, 2,000 in a second counted', await nsPerRequest(known, 2_000)],
    ['in a report, an operation whose normal form is not known yet', await nsPerNormalForm()],
  ] as const;
  process.stdout.write(
    `${markdownTable(
      ['what', 'ns'],
      rows.map(([what, ns]) => [what, ns?.toFixed(0) ?? '']),
      1,
    )}\n`,
  );
}

async function nsPerRequest(
  requests: readonly Responding[],
  perSecond: number,
): Promise<number | null> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const plugin = recordUsage({ window: createUsageWindow() }, createSampleLoad({ perSecond }));
    const began = process.hrtime.bigint();
    for (const request of requests) {
      const listener = (await plugin.requestDidStart?.(request as never)) as Listener;
      await listener.willSendResponse?.(request);
    }
    rounds.push(Number(process.hrtime.bigint() - began) / requests.length);
  }
  return median(rounds);
}

async function nsPerNormalForm(): Promise<number | null> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const window = createUsageWindow();
    const client = { name: 'web', version: '1.4.0' };
    for (let n = 0; n < NEW_OPERATIONS; n += 1) {
      const operation = { key: String(n), document, operationName: 'Titles' };
      window.count(operation, client, { weight: 1, failed: false });
    }
    const began = process.hrtime.bigint();
    await createSumUsage()(window);
    rounds.push(Number(process.hrtime.bigint() - began) / NEW_OPERATIONS);
  }
  return median(rounds);
}
