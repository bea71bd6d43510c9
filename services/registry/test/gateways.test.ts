import { withClient } from '@causeway/database';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { createGraph, publish, subgraph } from './publishing.ts';
import { createToken } from './tokens.ts';
import { type TestRegistry, useRegistry } from './use-registry.ts';

let now = new Date('2026-03-01T10:00:00Z');
const registries = useRegistry({ now: () => now });
const registry = () => registries()[0] as TestRegistry;
let token: string;

beforeAll(async () => {
  await createGraph(registry(), 'shop');
  await publish(registry(), 'shop@main', [subgraph('users')]);
  const grants = [{ graph: 'shop', permissions: ['SERVE'] }];
  token = (await createToken(registry(), { grants })).secret;
});
beforeEach(() => {
  now = new Date('2026-03-01T10:00:00Z');
});

const refused = { number: 2, reason: 'no plan', at: '2026-03-01T09:59:00.000Z' };

/** The status that a gateway's report is answered with. */
async function report(body: unknown, { ref = 'shop/main', by = token } = {}): Promise<number> {
  const { status } = await fetch(`${registry().origin}/gateways/${ref}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${by}` },
    body: JSON.stringify(body),
  });
  return status;
}

const gateways = async () =>
  (
    await registry().get<{ gateways: readonly { instance: string }[] }>(
      'variant',
      `{ variant(ref: "shop@main") {
        gateways { instance serving seenAt refused { number reason at } }
      } }`,
    )
  ).gateways;

test('gateways tell what they serve and what they refused, until they are not heard of', async () => {
  expect(await report({ instance: 'a', serving: 1, refused })).toBe(204);
  expect(await report({ instance: 'b', serving: null, refused: null })).toBe(204);
  expect(await report({ instance: 'b', serving: 1, refused: null })).toBe(204);
  const seenAt = now.toISOString();
  expect(await gateways()).toEqual([
    { instance: 'a', serving: 1, seenAt, refused },
    { instance: 'b', serving: 1, seenAt, refused: null },
  ]);
  now = new Date('2026-03-01T10:04:59Z');
  await report({ instance: 'b', serving: 1, refused: null });
  now = new Date('2026-03-01T10:05:01Z');
  expect(await gateways()).toMatchObject([{ instance: 'b' }]);
});

test.each([
  ['no instance', { serving: 1, refused: null }],
  ['a name too long', { instance: 'x'.repeat(201), serving: 1, refused: null }],
  ['a name that cannot be kept', { instance: 'a\u0000', serving: 1, refused: null }],
  ['no version', { instance: 'a', serving: 0, refused: null }],
  ['more than there can be', { instance: 'a', serving: 2 ** 31, refused: null }],
  ['no time', { instance: 'a', serving: 1, refused: { ...refused, at: 'yesterday' } }],
  ['nothing', null],
])('a report with %s is refused', async (_what, body) => {
  expect(await report(body)).toBe(400);
});

test('a report of a variant that is not there, or is none, is 404', async () => {
  const body = { instance: 'a', serving: 1, refused: null };
  expect(await report(body, { ref: 'shop/other' })).toBe(404);
  expect(await report(body, { ref: 'shop/..%2Fmain' })).toBe(404);
});

test('a report needs SERVE', async () => {
  const grants = [{ graph: 'shop', permissions: ['READ', 'PUBLISH'] }];
  const { secret } = await createToken(registry(), { grants });
  const body = { instance: 'a', serving: 1, refused: null };
  expect(await report(body, { by: secret })).toBe(403);
  expect(await report(body, { by: 'nobody' })).toBe(401);
});

test('only the thousand that were heard of last are kept', async () => {
  await withClient(registry().databaseUrl, (client) =>
    client.query(`INSERT INTO registry.gateway_state (ref, instance, seen_at)
      SELECT 'shop@main', 'old ' || n, '2026-03-01T09:30:00Z' FROM generate_series(1, 1500) AS n`),
  );
  await report({ instance: 'new', serving: 1, refused: null });
  const { rows } = await withClient(registry().databaseUrl, (client) =>
    client.query(
      `SELECT count(*)::int, bool_or(instance = 'new') AS new FROM registry.gateway_state`,
    ),
  );
  expect(rows).toEqual([{ count: 1_000, new: true }]);
});
