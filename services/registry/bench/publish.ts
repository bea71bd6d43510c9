import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { composeSupergraph } from '@causeway/schema-kit';
import { printSchema } from 'graphql';

const HELP = `node services/registry/bench/publish.ts [--url URL] [--gateway URL] [--token-file FILE] [--count N]

How long it takes from asking for a publish until
  answered   the registry has answered it
  received   a request that waits at the registry has the new supergraph
  served     a gateway shows the new field
for the shop's three schemas; beside it, what composing takes of that. Needs a running stack (npm start):
each publish adds a field to the catalog of shop@local, and the last one takes it away again.
`;
const REF = 'shop@local';
const WARM_UP = 5;
const names = ['identity', 'catalog', 'orders'] as const;

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4004' },
    gateway: { type: 'string', default: 'http://127.0.0.1:4000/graphql' },
    'token-file': { type: 'string', default: '.causeway/keys/tokens/developer' },
    count: { type: 'string', default: '50' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(HELP);
else await measure(Number(values.count) + WARM_UP);

async function measure(count: number): Promise<void> {
  const token = (await readFile(values['token-file'], 'utf8')).trim();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const schemas = new Map(
    await Promise.all(names.map(async (name) => [name, await readSchema(name)] as const)),
  );
  const catalog = schemas.get('catalog') ?? '';
  const took: Record<string, number[]> = { answered: [], received: [], served: [], composing: [] };
  for (let round = 0; round < count; round += 1) {
    const field = `bench${Date.now()}`;
    const changed = `${catalog}\nextend type Query { ${field}: Int }\n`;
    const etag = (await fetchSupergraph(headers)).headers.get('etag') ?? '"none"';
    const held = fetchSupergraph({ ...headers, 'if-none-match': etag, prefer: 'wait=60' });
    await sleep(50);
    const began = performance.now();
    const sinceBegan = () => performance.now() - began;
    const received = held.then((response) => response.text()).then(sinceBegan);
    const served = untilServed(field).then(sinceBegan);
    await publish(headers, changed);
    took.answered?.push(sinceBegan());
    took.received?.push(await received);
    took.served?.push(await served);
    took.composing?.push(timeToCompose(new Map(schemas).set('catalog', changed)));
  }
  await publish(headers, catalog);
  for (const [what, times] of Object.entries(took)) {
    const sorted = times.slice(WARM_UP).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.ceil(sorted.length * share) - 1]?.toFixed(0);
    process.stdout.write(
      `${what.padEnd(10)} p50 ${at(0.5)} ms · p99 ${at(0.99)} ms · most ${at(1)} ms\n`,
    );
  }
}

function readSchema(name: string): Promise<string> {
  return readFile(new URL(`../../${name}/src/schema.graphql`, import.meta.url), 'utf8');
}

function fetchSupergraph(headers: Record<string, string>): Promise<Response> {
  return fetch(`${values.url}/supergraphs/${REF.replace('@', '/')}`, { headers });
}

/** Asks each few milliseconds for what the gateway shows. */
async function untilServed(field: string): Promise<void> {
  for (;;) {
    const response = await fetch(values.gateway, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __type(name: "Query") { fields { name } } }' }),
    });
    if ((await response.text()).includes(field)) return;
    await sleep(5);
  }
}

async function publish(headers: Record<string, string>, sdl: string): Promise<void> {
  const query = `mutation ($input: PublishSubgraphsInput!) {
    publishSubgraphs(input: $input) { ... on Published { changed } ... on Failure { message } }
  }`;
  const input = { ref: REF, subgraphs: [{ name: 'catalog', sdl }] };
  const body = JSON.stringify({ query, variables: { input } });
  const response = await fetch(`${values.url}/graphql`, { method: 'POST', headers, body });
  const answer = await response.text();
  if (!answer.includes('"changed":true')) throw new Error(answer);
}

function timeToCompose(schemas: ReadonlyMap<string, string>): number {
  const began = performance.now();
  const subgraphs = Array.from(schemas, ([name, typeDefs]) => ({
    ...{ name, typeDefs, url: `http://${name}.test/graphql` },
  }));
  printSchema(composeSupergraph({ subgraphs }).apiSchema());
  return performance.now() - began;
}
