import type { Order } from '@causeway/orders-db';
import { type Principal, recordStatements } from '@causeway/subgraph-kit';
import { signedIn } from '@causeway/test-kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { useOrders, warehouse } from '../use-orders.ts';

const CONNECTION = `{
  edges { cursor node { id } } nodes { id status placedAt customer { id } }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
}`;
const MINE = `query ($first: Int, $after: String, $status: OrderStatus) {
  list: myOrders(first: $first, after: $after, status: $status) ${CONNECTION}
}`;
const ALL = `query ($first: Int, $after: String, $filter: OrderFilter) {
  list: orders(first: $first, after: $after, filter: $filter) ${CONNECTION}
}`;
const ONE = 'query ($id: ID!) { order(id: $id) { id total { amountMinor } lines { sku } } }';

describe('lists of orders', () => {
  const orders = useOrders({ seed: 'small' });
  let all: readonly Order[];
  let customer: Principal & { kind: 'user' };

  beforeAll(async () => {
    const { database } = orders();
    // Some placed at the same moment: only the id tells them apart.
    const [first] = await database.order.findMany({ take: 1, orderBy: { number: 'desc' } });
    customer = signedIn({ userId: first?.userId as string });
    await database.order.updateMany({
      where: { userId: customer.userId },
      data: { placedAt: new Date('2026-10-01T00:00:00.001Z') },
    });
    all = (await database.order.findMany()).sort(
      (a, b) => b.placedAt.getTime() - a.placedAt.getTime() || (a.id < b.id ? 1 : -1),
    );
  });

  async function walk(query: string, variables: object, principal: Principal, first: number) {
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { list } = await orders().read(query, { ...variables, first, after }, principal);
      expect(list.edges.map(({ node }: { node: { id: string } }) => node.id)).toEqual(
        list.nodes.map(({ id }: { id: string }) => id),
      );
      expect(list.pageInfo.hasPreviousPage).toBe(after !== null);
      expect(list.pageInfo.startCursor).toBe(list.edges.at(0)?.cursor ?? null);
      ids.push(...list.nodes.map(({ id }: { id: string }) => id));
      after = list.pageInfo.endCursor;
      if (!list.pageInfo.hasNextPage) return ids;
    } while (ids.length <= all.length);
    throw new Error('The list does not end.');
  }

  const expected = (matches: (order: Order) => boolean) => all.filter(matches).map(({ id }) => id);

  test("hold all of a customer's orders, newest first, and nobody else's", async () => {
    const own = expected(({ userId }) => userId === customer.userId);
    expect(own.length).toBeGreaterThan(3);
    for (const first of [1, 3, 100]) expect(await walk(MINE, {}, customer, first)).toEqual(own);
  });

  test("hold a customer's orders of one status", async () => {
    const status = 'FULFILLED';
    const own = expected((order) => order.userId === customer.userId && order.status === status);
    expect(own.length).toBeGreaterThan(0);
    expect(await walk(MINE, { status }, customer, 2)).toEqual(own);
  });

  test("hold everybody's for staff, each exactly once", async () => {
    expect(await walk(ALL, {}, warehouse, 100)).toEqual(expected(() => true));
  });

  const placedAfter = '2026-08-01T00:00:00.000Z';
  const placedBefore = '2026-10-01T00:00:00.001Z';
  const filters: [string, Record<string, string>, (order: Order) => boolean][] = [
    ['a status', { status: 'REJECTED' }, ({ status }) => status === 'REJECTED'],
    ['a beginning', { placedAfter }, ({ placedAt }) => placedAt >= new Date(placedAfter)],
    ['an end', { placedBefore }, ({ placedAt }) => placedAt < new Date(placedBefore)],
    [
      'all at once',
      { status: 'CANCELLED', placedAfter, placedBefore },
      ({ status, placedAt }) =>
        status === 'CANCELLED' &&
        placedAt >= new Date(placedAfter) &&
        placedAt < new Date(placedBefore),
    ],
  ];

  test.each(filters)('are narrowed for staff by %s', async (_what, filter, matches) => {
    const ids = expected(matches);
    expect(ids.length).toBeGreaterThan(0);
    expect(await walk(ALL, { filter }, warehouse, 100)).toEqual(ids);
  });

  test('are narrowed for staff to a customer', async () => {
    const filter = { userId: customer.userId.toUpperCase() };
    expect(await walk(ALL, { filter }, warehouse, 100)).toEqual(
      expected(({ userId }) => userId === customer.userId),
    );
  });

  test.each([
    ['first', { first: 101 }],
    ['first', { first: -1 }],
    ['after', { after: 'nonsense' }],
    ['filter.userId', { filter: { userId: 'nonsense' } }],
  ])('refuse a wrong `%s` by name', async (argument, variables) => {
    const { body } = await orders().send(ALL, variables, warehouse);
    expect(body.errors?.[0]).toMatchObject({
      message: expect.stringContaining(`\`${argument}\``),
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });

  test('are for the signed-in, and those of everybody for staff', async () => {
    const codeOf = async (query: string, principal?: Principal) =>
      (await orders().send(query, {}, principal)).body.errors?.[0]?.extensions?.code;
    expect(await codeOf(MINE)).toBe('UNAUTHENTICATED');
    expect(await codeOf(ALL)).toBe('UNAUTHENTICATED');
    expect(await codeOf(ALL, customer)).toBe('FORBIDDEN');
    expect(await codeOf(ALL, signedIn({ scopes: ['orders:write'] }))).toBe('FORBIDDEN');
  });

  test('show an order to its customer and to staff; to others it does not exist', async () => {
    const [id] = expected(({ userId }) => userId === customer.userId);
    const read = async (wanted: unknown, principal: Principal) =>
      (await orders().read(ONE, { id: wanted }, principal)).order;
    expect((await read(id, customer)).id).toBe(id);
    expect((await read(id?.toUpperCase(), warehouse)).id).toBe(id);
    expect(await read(id, signedIn())).toBeNull();
    expect(await read('0199a7c2-55f1-7abc-8000-0123456789ab', customer)).toBeNull();
    expect(await read('nonsense', customer)).toBeNull();
  });

  test('cost a number of statements that does not grow with orders or lines', async () => {
    const query = (first: number) => `{ myOrders(first: ${first}) {
      nodes { id total { amountMinor } lines { sku variant { id } } history { to } customer { id } }
    } }`;
    const countFor = async (first: number) => {
      const { statements } = await recordStatements(() =>
        orders().read(query(first), {}, customer),
      );
      return statements.length;
    };
    expect(await countFor(1)).toBe(3);
    expect(await countFor(100)).toBe(3);
  });
});
