import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { composeSupergraph } from '@causeway/schema-kit';
import { printSchema } from 'graphql';

const HELP = `node services/registry/bench/publish.ts [--url URL] [--token-file FILE] [--count N]

How long it takes from asking for a publish until a request that waits at the registry has the new
supergraph, for the real graph of three schemas; beside it, what composing takes of that. Needs a running
registry (npm start). Publishes to shop@bench.
`;
const REF = 'shop@bench';
const WARM_UP = 5;
const names = ['identity', 'catalog', 'orders'] as const;

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4004' },
    'token-file': { type: 'string', default: '.causeway/keys/tokens/developer' },
    count: { type: 'string', default: '50' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(HELP);
else await measure();

async function measure(): Promise<void> {
  const token = (await readFile(values['token-file'], 'utf8')).trim();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const sdl = Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readSchema(name)])),
  ) as Record<(typeof names)[number], string>;
  const took: Record<'answered' | 'received' | 'composing', number[]> = {
    answered: [],
    received: [],
    composing: [],
  };
  const count = Number(values.count) + WARM_UP;
  for (let round = 0; round < count; round += 1) {
    const catalog = `${sdl.catalog}\nextend type Query { bench${Date.now()}: Int }\n`;
    const subgraphs = names.map((name) => ({
      name,
      routingUrl: `http://${name}.test/graphql`,
      sdl: name === 'catalog' ? catalog : sdl[name],
    }));
    const etag = (await fetchSupergraph(headers)).headers.get('etag') ?? '"none"';
    const held = fetchSupergraph({ ...headers, 'if-none-match': etag, prefer: 'wait=60' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const began = performance.now();
    const received = held.then(async (response) => {
      await response.text();
      return performance.now() - began;
    });
    await publish(headers, subgraphs);
    took.answered.push(performance.now() - began);
    took.received.push(await received);
    const composingSince = performance.now();
    printSchema(
      composeSupergraph({
        subgraphs: subgraphs.map(({ name, routingUrl: url, sdl: typeDefs }) => ({
          ...{ name, url, typeDefs },
        })),
      }).apiSchema(),
    );
    took.composing.push(performance.now() - composingSince);
  }
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

async function publish(headers: Record<string, string>, subgraphs: object[]): Promise<void> {
  const query = `mutation ($input: PublishSubgraphsInput!) {
    publishSubgraphs(input: $input) { ... on Published { changed } ... on Failure { message } }
  }`;
  const body = JSON.stringify({ query, variables: { input: { ref: REF, subgraphs } } });
  const response = await fetch(`${values.url}/graphql`, { method: 'POST', headers, body });
  const answer = await response.text();
  if (!answer.includes('"changed":true')) throw new Error(answer);
}
