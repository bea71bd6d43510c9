import { expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway({
  config: () => `
all: { errors: { extensions: [retryAfterMs, debug] } }
subgraphs: { reviews: { errors: { messages: false, extensions: [reason] } } }
`,
});

const extensions = {
  ...{ code: 'BUSY', serviceName: 'forged', requestId: 'r-1' },
  ...{ retryAfterMs: 500, reason: { limit: 3 }, sql: 'SELECT' },
  ...{ debug: { at: 'noon', stacktrace: ['at secret.ts'] }, http: { status: 418 } },
};

/** Answers every request with this error alone. */
const failing = {
  ...{ kind: 'answer' as const, status: 200, contentType: 'application/json' },
  body: JSON.stringify({ errors: [{ message: 'Table people is locked.', extensions }] }),
};

test('extensions and messages of a subgraph pass as settings say, its own before those of all', async () => {
  gateway().reviews.misbehave(failing);
  const query = '{ people { reviews { text } } }';
  const ofReviews = await sendOperation(gateway().url, { query });
  expect(ofReviews.status).toBe(200);
  expect(ofReviews.body.errors).toEqual([
    {
      message: 'Subgraph "reviews" reported an error.',
      path: ['people', 0, 'reviews'],
      extensions: {
        ...{ code: 'BUSY', serviceName: 'reviews', requestId: 'r-1' },
        reason: { limit: 3 },
      },
    },
  ]);

  gateway().people.misbehave(failing);
  const ofPeople = await sendOperation(gateway().url, { query });
  expect(ofPeople.body.errors).toEqual([
    {
      message: 'Table people is locked.',
      path: ['people'],
      extensions: {
        ...{ code: 'BUSY', serviceName: 'people', requestId: 'r-1' },
        ...{ retryAfterMs: 500, debug: { at: 'noon' } },
      },
    },
  ]);
});

test('what the gateway says of a subgraph is told though its messages are hidden', async () => {
  gateway().people.misbehave(null);
  gateway().reviews.misbehave({ kind: 'reset' });
  const { body } = await sendOperation(gateway().url, { query: '{ people { reviews { text } } }' });
  expect(body.errors?.[0]?.message).toBe('Subgraph "reviews" cannot be reached.');
});
