import { parseArgs } from 'node:util';
import { createLogger } from '@causeway/subgraph-kit';
import { createSubgraphCaller, createTestIdentity, type SubgraphCaller } from '@causeway/test-kit';
import { startCatalog } from '../src/index.ts';
import { openHugeCatalog } from './huge-catalog.ts';
import { measureRequests } from './measure-requests.ts';
import { createPlanLog, PLAN_LOG_SETTINGS } from './plan-log.ts';
import { printPlans } from './print-plans.ts';
import { cases, type SizeCase } from './size-cases.ts';
import { gridCases } from './size-grid.ts';

const HELP = `node services/catalog/bench/size.ts [--count N] [--only WORDS] [--grid | --plans | --serve]

How long the catalog service takes with 1,000,000 products, by its GraphQL endpoint, one request at a
time: the median, the 95th and the 99th percentile of N requests (40) of each kind, after one to warm up.
--grid measures every filter with every order, and --plans prints the plan of each kind instead. Keeps a
PostgreSQL server of its own with the seed "huge" in .causeway/bench-catalog; filling it takes minutes,
once. --serve leaves it running and prints its address, for EXPLAIN.
`;
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '40' },
    only: { type: 'string', default: '' },
    grid: { type: 'boolean', default: false },
    plans: { type: 'boolean', default: false },
    serve: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const count = Number(values.count);

if (values.help) print(HELP);
else if (values.serve) print((await openHugeCatalog(print)).appUrl);
else if (values.plans) await explain();
else await measure();

async function measure(): Promise<void> {
  const catalog = await openHugeCatalog(print);
  await withService(catalog, async (caller) => {
    print('| request | p50 ms | p95 ms | p99 ms |\n| --- | --- | --- | --- |');
    const measured = [];
    for (const one of chosen(values.grid ? gridCases : cases)) {
      const times = await measureRequests(await one.requests(caller), caller, count);
      print(`| ${[one.name, ...times.map((time) => time.toFixed(0))].join(' | ')} |`);
      measured.push(times);
    }
    const p95s = measured.map(([, p95]) => p95).sort((a, b) => a - b);
    const [median, worst] = [p95s[p95s.length >> 1], p95s.at(-1)];
    print(
      `\nOf ${p95s.length} p95s the median is ${median?.toFixed(0)} ms, the worst ${worst?.toFixed(0)} ms.`,
    );
  });
  await catalog.close();
}

async function explain(): Promise<void> {
  const log = createPlanLog();
  const catalog = await openHugeCatalog(print, { settings: PLAN_LOG_SETTINGS, onLog: log.add });
  const { adminUrl } = catalog;
  await withService(catalog, (caller) =>
    printPlans({ cases: chosen(cases), caller, adminUrl, log, print }),
  );
  await catalog.close();
}

function chosen(some: readonly SizeCase[]): readonly SizeCase[] {
  return some.filter(({ name }) => name.includes(values.only));
}

async function withService(
  { appUrl, eventsUrl }: { appUrl: string; eventsUrl: string },
  use: (caller: SubgraphCaller) => Promise<void>,
): Promise<void> {
  const identity = createTestIdentity();
  const logger = createLogger({ name: 'catalog', level: 'error' });
  const settings = {
    PORT: 0,
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    DATABASE_POOL_SIZE: 5,
    ASSERTION_TRUST_FILE: identity.trustFile,
    CATALOG_DATABASE_URL: appUrl,
    EVENTS_URL: eventsUrl,
    HOLD_SECONDS: 900,
    RETENTION_DAYS: 30,
  } as const;
  const service = await startCatalog(settings, { logger });
  await use(createSubgraphCaller(service.url, { identity, audience: 'catalog' }));
  await service.close();
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
