import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { normaliseOperation } from '@causeway/schema-kit/operations';
import { parse } from 'graphql';

const HELP = `node services/registry/bench/check.ts [--url URL] [--token-file FILE] [--types N] [--operations N] [--count N]

How long a check takes on a schema of 300 types in three subgraphs, against 5,000 recorded operations of
50 clients. Needs a running registry (npm start). Works on a new variant of the graph "shop" each time.
`;
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4004' },
    'token-file': { type: 'string', default: '.causeway/keys/tokens/developer' },
    types: { type: 'string', default: '300' },
    operations: { type: 'string', default: '5000' },
    count: { type: 'string', default: '20' },
    help: { type: 'boolean', default: false },
  },
});
const REF = `shop@bench-${Date.now()}`;
const SUBGRAPHS = 3;
const BATCH = 500;
const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

const PUBLISH = `mutation ($input: PublishSubgraphsInput!) {
  publishSubgraphs(input: $input) { __typename ... on Failure { message } }
}`;
/** As the command line asks. */
const CHECK = `mutation ($input: CheckSubgraphInput!) {
  checkSubgraph(input: $input) {
    ... on Failure { message }
    ... on Check {
      status operationsLookedAt
      changes {
        verdict affectedCount change { code severity coordinate message }
        affected { operation { id name count lastSeen } clients { name version count lastSeen } }
      }
      lint { rule coordinate message }
    }
  }
}`;

if (values.help) process.stdout.write(HELP);
else await measure(Number(values.types), Number(values.operations), Number(values.count));

async function measure(types: number, operations: number, count: number): Promise<void> {
  const token = (await readFile(values['token-file'], 'utf8')).trim();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const perSubgraph = Math.ceil(types / SUBGRAPHS);
  const subgraphs = Array.from({ length: SUBGRAPHS }, (_, index) => ({
    name: `s${index}`,
    routingUrl: `http://s${index}.test/graphql`,
    sdl: schemaOf(index, perSubgraph),
  }));
  await ask(headers, PUBLISH, { input: { ref: REF, subgraphs } });
  const reportingSince = performance.now();
  for (let from = 0; from < operations; from += BATCH) {
    await report(headers, from, { perSubgraph, count: Math.min(BATCH, operations - from) });
  }
  print('5,000 operations reported', [performance.now() - reportingSince]);
  const sdl = subgraphs[0]?.sdl ?? '';
  const kinds = {
    'nothing changes': sdl,
    'a field is added': sdl.replace('f0: String', 'f0: String more: Int'),
    'a used field goes': sdl.replace('f1: Int', ''),
    'half of the fields go': sdl.replaceAll('f1: Int', ''),
  };
  for (const [kind, changed] of Object.entries(kinds)) {
    const times: number[] = [];
    for (let round = 0; round < count; round += 1) {
      const began = performance.now();
      await ask(headers, CHECK, { input: { ref: REF, name: 's0', sdl: changed } });
      times.push(performance.now() - began);
    }
    print(kind, times);
  }
}

/** Types with keys, scalars, and fields of one another; the next subgraph knows each by its key. */
function schemaOf(index: number, types: number): string {
  const of = (number: number) => `T${index}x${number % types}`;
  const definitions = Array.from({ length: types }, (_, number) => {
    const fields = 'f0: String f1: Int f2(first: Int = 10): [String!]! f3: Boolean f4: ID';
    return `type ${of(number)} @key(fields: "id") { id: ID! ${fields} next: ${of(number + 1)} }`;
  });
  const roots = Array.from({ length: types }, (_, number) => `q${index}x${number}: ${of(number)}`);
  return `${LINK}\ntype Query { ${roots.join(' ')} }\n${definitions.join('\n')}\n`;
}

async function report(
  headers: Record<string, string>,
  from: number,
  { perSubgraph, count }: { perSubgraph: number; count: number },
): Promise<void> {
  const operations = Array.from({ length: count }, (_, offset) => {
    const number = from + offset;
    const root = `q${number % SUBGRAPHS}x${Math.floor(number / SUBGRAPHS) % perSubgraph}`;
    const inner = ['f0', 'f1', 'f2(first: 3)', 'f3', 'next { id f1 next { f0 f4 } }'];
    const fields = inner.filter((_field, place) => (number >> place) % 2 === 0).join(' ');
    const normal = normaliseOperation(parse(`query Op${number} { ${root} { id ${fields} } }`));
    if (normal === null) throw new Error('There is no operation.');
    const { id, name, type, text: document } = normal;
    const client = {
      name: `client-${number % 50}`,
      version: '1',
      count: number + 1,
      errorCount: 0,
    };
    return { id, name, type, document, clients: [client] };
  });
  const response = await fetch(`${values.url}/usage/${REF.replace('@', '/')}`, {
    method: 'POST',
    headers: { ...headers, 'idempotency-key': randomUUID() },
    body: JSON.stringify({ instance: 'bench', dropped: 0, operations }),
  });
  if (response.status !== 202) throw new Error(await response.text());
}

async function ask(
  headers: Record<string, string>,
  query: string,
  variables: object,
): Promise<void> {
  const body = JSON.stringify({ query, variables });
  const response = await fetch(`${values.url}/graphql`, { method: 'POST', headers, body });
  const answer = await response.text();
  if (answer.includes('"errors"') || answer.includes('"message":"The')) throw new Error(answer);
}

function print(what: string, times: readonly number[]): void {
  const [first = 0, ...rest] = times;
  const sorted = [...rest].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? first;
  const warm = `then p50 ${at(0.5).toFixed(0)} ms · p95 ${at(0.95).toFixed(0)} ms`;
  process.stdout.write(`${what.padEnd(28)} first ${first.toFixed(0)} ms · ${warm}\n`);
}
