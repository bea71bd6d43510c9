import { parseArgs } from 'node:util';
import { createLogger } from '@causeway/subgraph-kit';
import { createSubgraphCaller, createTestIdentity, type SubgraphCaller } from '@causeway/test-kit';
import { startCatalog } from '../src/index.ts';
import { openHugeCatalog } from './huge-catalog.ts';
import { cases, type SizeCase } from './size-cases.ts';

const HELP = `node services/catalog/bench/size.ts [--count N] [--only WORDS] [--serve]

How long the catalog service takes with 1,000,000 products, by its GraphQL endpoint, one request at a
time: the median, the 95th and the 99th percentile of N requests (40) of each kind, after one to warm up.
Keeps a PostgreSQL server of its own with the seed "huge" in .causeway/bench-catalog; filling it takes
minutes, once. --serve leaves it running and prints its address, for EXPLAIN.
`;
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '40' },
    only: { type: 'string', default: '' },
    serve: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) print(HELP);
else await measure();

async function measure(): Promise<void> {
  const { appUrl, eventsUrl, close } = await openHugeCatalog(print);
  if (values.serve) return print(appUrl);
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
  const caller = createSubgraphCaller(service.url, { identity, audience: 'catalog' });
  print('| request | p50 ms | p95 ms | p99 ms |\n| --- | --- | --- | --- |');
  for (const one of cases) if (one.name.includes(values.only)) await measureCase(one, caller);
  await service.close();
  await close();
}

async function measureCase({ name, requests }: SizeCase, caller: SubgraphCaller): Promise<void> {
  const prepared = await requests(caller);
  const times: number[] = [];
  for (let round = -1; round < Number(values.count); round += 1) {
    const { query, variables } = prepared[(round + 1) % prepared.length] as (typeof prepared)[0];
    const began = performance.now();
    await caller.read(query, variables);
    if (round >= 0) times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.ceil(times.length * share) - 1]?.toFixed(0);
  print(`| ${name} | ${at(0.5)} | ${at(0.95)} | ${at(0.99)} |`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
