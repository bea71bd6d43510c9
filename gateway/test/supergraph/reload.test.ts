import { open, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { sendOperation } from '../e2e/graph-client.ts';
import { supergraphOf } from '../support/small-graph.ts';
import { useGateway } from '../support/use-gateway.ts';

// Each waits for a swap or two.
vi.setConfig({ testTimeout: 120_000 });
const gateway = useGateway();
const knowsReviews = async () => {
  const { body } = await sendOperation(gateway().url, {
    query: '{ person(id: "1") { name reviews { text } } }',
  });
  return body.errors === undefined;
};
const withoutReviews = () => supergraphOf([gateway().people]);
const withReviews = () => supergraphOf([gateway().people, gateway().reviews]);
/** As deployments do: a new link under another name, renamed over the old one. */
const switchLink = async (target: string) => {
  const link = `${gateway().supergraphFile}.link`;
  await symlink(target, link);
  await rename(link, gateway().supergraphFile);
};
const soon = { timeout: 40_000, interval: 50 };

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

test('and one that a symbolic link is switched to', async () => {
  const [first, second] = ['first', 'second'].map((name) => `${gateway().supergraphFile}.${name}`);
  if (first === undefined || second === undefined) throw new Error('Expected two names.');
  await writeFile(first, withReviews());
  await writeFile(second, withoutReviews());
  await switchLink(first);
  await switchLink(second);
  await expect.poll(knowsReviews, soon).toBe(false);
  await switchLink(first);
  await expect.poll(knowsReviews, soon).toBe(true);
});

test('a file that is away for a while costs nothing, and is read when it is back', async () => {
  await rm(gateway().supergraphFile);
  await sleep(800);
  expect(await knowsReviews()).toBe(true);
  await writeFile(gateway().supergraphFile, withoutReviews());
  await expect.poll(knowsReviews, soon).toBe(false);
  await writeFile(gateway().supergraphFile, withReviews());
  await expect.poll(knowsReviews, soon).toBe(true);
});

test('a file that is written in pieces is read when it is whole', async () => {
  const file = await open(gateway().supergraphFile, 'w');
  const whole = withoutReviews();
  for (let at = 0; at < whole.length; at += 500) {
    await file.write(whole.slice(at, at + 500));
    expect(await knowsReviews()).toBe(true);
  }
  await file.close();
  await expect.poll(knowsReviews, soon).toBe(false);
  await writeFile(gateway().supergraphFile, withReviews());
  await expect.poll(knowsReviews, soon).toBe(true);
});

test.each([
  ['half of a supergraph', () => withReviews().slice(0, 900)],
  ['something else', () => 'type Query { hello: String }'],
  ['nothing', () => ''],
])('%s is refused, and the running one goes on answering', async (_name, contents) => {
  await writeFile(gateway().supergraphFile, contents());
  await sleep(800);
  expect(await knowsReviews()).toBe(true);
  const ready = await fetch(new URL('/health/ready', gateway().url));
  expect(ready.status).toBe(200);
  await writeFile(gateway().supergraphFile, withoutReviews());
  await expect.poll(knowsReviews, soon).toBe(false);
  await writeFile(gateway().supergraphFile, withReviews());
  await expect.poll(knowsReviews, soon).toBe(true);
});
