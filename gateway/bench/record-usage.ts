import { type DocumentNode, parse } from 'graphql';
import { recordUsage } from '../src/usage/record-usage.ts';
import { createSampleLoad } from '../src/usage/sample-load.ts';
import { createSumUsage } from '../src/usage/usage-report.ts';
import { createUsageWindow } from '../src/usage/usage-window.ts';

// node gateway/bench/record-usage.ts
// What recording an operation costs a request, and what summing a window up costs, which no request waits for.

const ROUNDS = 7;
const REQUESTS = 300_000;
const OPERATIONS = 500;

const source = (number: number) => `query Op${number}($id: ID!) {
  order(id: $id) { id total { amount currency } lines(first: ${number}) { quantity product { title } } }
  me { id name orders(first: 10) { nodes { id placedAt } pageInfo { hasNextPage endCursor } } }
}`;
const documents = Array.from({ length: OPERATIONS }, (_, number) => parse(source(number)));

await measure('one client, all counted', { perSecond: Number.MAX_SAFE_INTEGER, clients: 1 });
await measure('200 clients, all counted', { perSecond: Number.MAX_SAFE_INTEGER, clients: 200 });
await measure('one client, sampled', { perSecond: 2_000, clients: 1 });
await measureSum();

async function measure(
  what: string,
  { perSecond, clients }: { perSecond: number; clients: number },
): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const current = { window: createUsageWindow() };
    const plugin = recordUsage(current, createSampleLoad({ perSecond }));
    const hooks = await plugin.requestDidStart?.({} as never);
    const respond = hooks?.willSendResponse as (context: object) => Promise<void>;
    const contexts = documents.map((document, number) => contextOf(document, number % clients));
    const began = process.cpuUsage();
    for (let n = 0; n < REQUESTS; n += 1) await respond(contexts[n % OPERATIONS] as object);
    const { user, system } = process.cpuUsage(began);
    times.push(((user + system) * 1_000) / REQUESTS);
  }
  print(what, times, 'ns of CPU per request');
}

/** What Apollo Server hands a plugin, as far as it is read. */
function contextOf(document: DocumentNode, client: number): object {
  return {
    contextValue: {
      trace: { planningMs: 0 },
      clientHeaders: {
        'apollographql-client-name': `client-${client}`,
        'apollographql-client-version': '1.0',
      },
    },
    document,
    queryHash: `${client}${document.loc?.source.body.slice(0, 20)}`.padEnd(64, '0'),
    operationName: null,
    errors: undefined,
  };
}

async function measureSum(): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const window = createUsageWindow();
    for (const [number, document] of documents.entries()) {
      const operation = { key: String(number), document, operationName: null };
      window.count(operation, { name: 'web', version: '1' }, { weight: 1, failed: false });
    }
    const began = process.cpuUsage();
    await createSumUsage()(window);
    const { user, system } = process.cpuUsage(began);
    times.push((user + system) / OPERATIONS);
  }
  print('a new operation, between requests', times, 'µs of CPU, once');
}

function print(what: string, times: readonly number[], unit: string): void {
  const sorted = [...times].sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const range = `${sorted[0]?.toFixed(0)} to ${sorted.at(-1)?.toFixed(0)}`;
  process.stdout.write(`${what.padEnd(36)} ${median.toFixed(0)} ${unit} (${range})\n`);
}
