import { IntrospectionError } from '@causeway/schema-kit';
import { afterEach, expect, test } from 'vitest';
import { CliError } from '../cli-error.ts';
import { followSource } from './follow-source.ts';

const stop: AbortController[] = [];
afterEach(() => {
  for (const controller of stop.splice(0)) controller.abort();
});

/** A subgraph that answers as it is told to, and how often it was asked. */
function createSource(first: string | Error) {
  let answer = first;
  let asked = 0;
  const source = {
    ...{ label: 'http://orders.test/', name: 'orders', pauseMs: 1 },
    async read() {
      asked += 1;
      if (answer instanceof Error) throw answer;
      return [{ name: 'orders', url: 'http://orders.test/', typeDefs: answer }];
    },
  };
  return {
    source,
    answer(next: string | Error) {
      answer = next;
    },
    asked: () => asked,
  };
}

async function follow({ source }: ReturnType<typeof createSource>) {
  const controller = new AbortController();
  stop.push(controller);
  const said: string[] = [];
  const failures: unknown[] = [];
  const following = {
    signal: controller.signal,
    say: (text: string) => said.push(text),
    fail: (error: unknown) => failures.push(error),
  };
  const followed = await followSource(source, following);
  return { ...followed, said, failures, controller };
}

const tells = (typeDefs: string) => ({ kind: 'subgraphs', subgraphs: [{ typeDefs }] });
const away = new IntrospectionError('http://orders.test/ does not tell its schema: refused');

test('keeps what a source told last while it is away, and says so once, as that it is back', async () => {
  const orders = createSource('type Query { a: Int }');
  const { told, said } = await follow(orders);
  orders.answer(away);
  await expect.poll(() => said).toEqual([`${away.message} What it told last stays.`]);
  const asked = orders.asked();
  await expect.poll(orders.asked).toBeGreaterThan(asked + 2);
  expect(told()).toMatchObject(tells('type Query { a: Int }'));
  orders.answer('type Query { b: Int }');
  await expect.poll(told).toMatchObject(tells('type Query { b: Int }'));
  expect(said.slice(1)).toEqual(['http://orders.test/ answers again.']);
});

test('waits for a subgraph that does not run yet', async () => {
  const orders = createSource(away);
  const { told } = await follow(orders);
  expect(told()).toMatchObject({ kind: 'nothing', problem: { code: 'SUBGRAPH_AWAY' } });
  orders.answer('type Query { a: Int }');
  await expect.poll(told).toMatchObject(tells('type Query { a: Int }'));
});

test('does not begin without the registry', async () => {
  const message = 'The registry does not answer.';
  const registry = createSource(new CliError('away', { code: 'REGISTRY_AWAY', message }));
  await expect(follow(registry)).rejects.toThrow(message);
});

test('asks nobody any more once it has been ended, and hands on what is our fault', async () => {
  const orders = createSource('type Query { a: Int }');
  const { failures, controller } = await follow(orders);
  orders.answer(new TypeError('ours'));
  await expect.poll(() => failures).toEqual([new TypeError('ours')]);
  const another = createSource('type Query { a: Int }');
  const followed = await follow(another);
  await expect.poll(another.asked).toBeGreaterThan(1);
  followed.controller.abort();
  controller.abort();
  const asked = another.asked();
  await new Promise((resolve) => setImmediate(resolve));
  expect(another.asked()).toBe(asked);
});
