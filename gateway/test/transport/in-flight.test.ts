import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway({
  config: () => `
subgraphs:
  reviews: { inFlight: { max: 1, queue: 1, queueTimeoutMs: 30000 }, connections: { max: 1 } }
`,
});
/** Long enough for a request to get into the queue, if it does. */
const A_WHILE_MS = 150;

/** Each asks the subgraph something of its own. */
const send = (alias: string, signal?: AbortSignal) =>
  fetch(gateway().url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: `{ people { ${alias}: reviews { text } } }` }),
    ...(signal && { signal }),
  }).then((response) => response.json());
const isAnswered = (alias: string) => ({
  data: { people: ['1', '2'].map((id) => ({ [alias]: [{ text: `by ${id}` }] })) },
});

test('beyond what may be in flight requests wait, and beyond those they are refused at once', async () => {
  const { reviews } = gateway();
  const held = reviews.holdNext();
  const first = send('first');
  await held.arrived;
  const asked = reviews.received.length;
  // Whichever comes first waits, and the other is refused.
  const others = ['second', 'third'].map(async (alias) => ({ alias, body: await send(alias) }));
  const { alias, body } = await Promise.race(others);
  expect(body).toEqual({
    data: { people: [1, 2].map(() => ({ [alias]: null })) },
    errors: [
      {
        message: 'Too many requests wait for subgraph "reviews".',
        path: ['people', 0, alias],
        extensions: { code: 'SUBGRAPH_OVERLOADED', serviceName: 'reviews' },
      },
    ],
  });
  expect(reviews.received).toHaveLength(asked);
  held.answer();
  expect(await first).toEqual(isAnswered('first'));
  for (const other of await Promise.all(others)) {
    if (other.alias !== alias) expect(other.body).toEqual(isAnswered(other.alias));
  }
});

/** As long as there is no place in the queue, it is refused. */
async function sendUntilItWaits() {
  for (;;) {
    const answer = send('next');
    const answered = await Promise.race([answer, sleep(A_WHILE_MS, 'not yet')]);
    if (answered === 'not yet') return { answer };
    expect(answered).toMatchObject({ errors: [{ extensions: { code: 'SUBGRAPH_OVERLOADED' } }] });
  }
}

test('a client that goes away while it waits leaves its place in the queue', async () => {
  const { reviews } = gateway();
  const held = reviews.holdNext();
  const first = send('first');
  await held.arrived;
  const client = new AbortController();
  const asked = reviews.received.length;
  const gone = send('gone', client.signal);
  await sleep(A_WHILE_MS);
  client.abort();
  await expect(gone).rejects.toThrow('abort');
  const next = await sendUntilItWaits();
  held.answer();
  expect(await first).toEqual(isAnswered('first'));
  expect(await next.answer).toEqual(isAnswered('next'));
  expect(reviews.received).toHaveLength(asked + 1);
});
