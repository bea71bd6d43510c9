import { expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway({
  config: () => `
all: { headers: { propagate: [X-Tenant] } }
subgraphs: { people: { headers: { insert: { x-from: gateway } } } }
`,
});

test('only headers that a rule names reach a subgraph', async () => {
  await sendOperation(gateway().url, {
    query: '{ person(id: "1") { name reviews { text } } }',
    headers: {
      'x-tenant': 'north',
      'x-other': 'private',
      cookie: 'session=1',
      'x-from': 'client',
      'x-request-id': 'request-1',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    },
  });
  const people = gateway().people.received.at(-1)?.headers;
  const reviews = gateway().reviews.received.at(-1)?.headers;
  expect(people).toMatchObject({
    'x-tenant': 'north',
    'x-from': 'gateway',
    'x-request-id': 'request-1',
  });
  expect(reviews).toMatchObject({ 'x-tenant': 'north', 'x-request-id': 'request-1' });
  expect(reviews?.traceparent).toContain('0af7651916cd43dd8448eb211c80319c');
  for (const headers of [people, reviews]) {
    expect(headers?.['x-other']).toBeUndefined();
    expect(headers?.cookie).toBeUndefined();
  }
  expect(reviews?.['x-from']).toBeUndefined();
});
