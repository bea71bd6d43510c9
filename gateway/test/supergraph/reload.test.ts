import { rename, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { supergraphOf } from '../support/small-graph.ts';
import { useGateway } from '../support/use-gateway.ts';

const gateway = useGateway();
const knowsReviews = async () => {
  const { body } = await sendOperation(gateway().url, {
    query: '{ person(id: "1") { name reviews { text } } }',
  });
  return body.errors === undefined;
};
const withoutReviews = () => supergraphOf([gateway().people]);
const withReviews = () => supergraphOf([gateway().people, gateway().reviews]);
const soon = { timeout: 5_000, interval: 50 };

test('a supergraph that is written in place replaces the running one', async () => {
  expect(await knowsReviews()).toBe(true);
  await writeFile(gateway().supergraphFile, withoutReviews());
  await expect.poll(knowsReviews, soon).toBe(false);
});

test('so does one that is renamed into place', async () => {
  const fresh = `${gateway().supergraphFile}.new`;
  await writeFile(fresh, withReviews());
  await rename(fresh, gateway().supergraphFile);
  await expect.poll(knowsReviews, soon).toBe(true);
});

test.each([
  ['half of a supergraph', () => withReviews().slice(0, 900)],
  ['something else', () => 'type Query { hello: String }'],
  ['nothing', () => ''],
])('%s is refused, and the running one goes on answering', async (_name, contents) => {
  await writeFile(gateway().supergraphFile, contents());
  await new Promise((resolve) => setTimeout(resolve, 800));
  expect(await knowsReviews()).toBe(true);
  const ready = await fetch(new URL('/health/ready', gateway().url));
  expect(ready.status).toBe(200);
  await writeFile(gateway().supergraphFile, withoutReviews());
  await expect.poll(knowsReviews, soon).toBe(false);
  await writeFile(gateway().supergraphFile, withReviews());
  await expect.poll(knowsReviews, soon).toBe(true);
});
