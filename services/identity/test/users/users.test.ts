import { recordStatements } from '@causeway/subgraph-kit';
import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { useIdentity } from '../use-identity.ts';

const USERS = `query ($first: Int, $after: String, $filter: UsersFilter) {
  users(first: $first, after: $after, filter: $filter) {
    edges { cursor node { id } }
    nodes { id displayName email roles { name } createdAt }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

describe('users', () => {
  const service = useIdentity();
  const staff = signedIn({ scopes: ['users:read'] });
  const list = async (variables: Record<string, unknown>) => {
    const { body } = await service().send(USERS, variables, staff);
    expect(body.errors).toBeUndefined();
    return body.data.users;
  };
  const emailsOf = ({ nodes }: { nodes: { email: string }[] }) => nodes.map(({ email }) => email);

  test('lists every user once, in the order of their addresses, page by page', async () => {
    const emails: string[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const page = await list({ first: 60, after });
      expect(page.edges.map((edge: { node: { id: string } }) => edge.node.id)).toEqual(
        page.nodes.map(({ id }: { id: string }) => id),
      );
      emails.push(...emailsOf(page));
      pages++;
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(pages).toBe(4);
    expect(emails).toHaveLength(200);
    expect(emails).toEqual([...new Set(emails)].sort());
  });

  test('returns 20 unless told', async () => {
    const page = await list({});
    expect(page.nodes).toHaveLength(20);
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
  });

  test('filters by the beginning of the address, in any case', async () => {
    expect(emailsOf(await list({ filter: { emailPrefix: ' SUPPORT@' } }))).toEqual([
      'support@example.com',
    ]);
    const all = emailsOf(await list({ first: 100 }));
    const prefix = all[10]?.slice(0, 3) as string;
    expect(emailsOf(await list({ first: 100, filter: { emailPrefix: prefix } }))).toEqual(
      expect.arrayContaining(all.filter((email) => email.startsWith(prefix))),
    );
  });

  test.each(['%', '_ustomer', 'customer@example.com\\', '\u{10ffff}'])(
    'takes %j literally',
    async (emailPrefix) => {
      expect(await list({ filter: { emailPrefix } })).toMatchObject({
        nodes: [],
        pageInfo: { hasNextPage: false, startCursor: null, endCursor: null },
      });
    },
  );

  test('filters by role, and by both, across pages', async () => {
    expect(await list({ filter: { role: 'admin' } })).toMatchObject({
      nodes: [{ email: 'admin@example.com', roles: [{ name: 'admin' }], displayName: 'Ada Admin' }],
    });
    expect((await list({ filter: { role: 'admin', emailPrefix: 'customer' } })).nodes).toEqual([]);
    const first = await list({ first: 100, filter: { role: 'customer' } });
    const second = await list({
      first: 100,
      filter: { role: 'customer' },
      after: first.pageInfo.endCursor,
    });
    // All of the seed's 200 but the four staff accounts.
    expect(first.nodes.length + second.nodes.length).toBe(196);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false });
  });

  test('costs as many statements for 50 users as for one', async () => {
    const statementsFor = async (first: number) => {
      const { statements } = await recordStatements(() => list({ first }));
      return statements.map((sql) => sql.match(/FROM "identity"."(\w+)"/)?.[1] ?? sql);
    };
    expect(await statementsFor(1)).toEqual(['user_account', 'user_role']);
    expect(await statementsFor(50)).toEqual(['user_account', 'user_role']);
  });

  test.each([
    [{ first: 101 }, '`first` must be between 0 and 100, got 101.'],
    [{ first: -1 }, '`first` must be between 0 and 100, got -1.'],
    [{ after: 'bogus' }, '`after` is not a cursor of this list.'],
    [
      { after: Buffer.from('["x"]').toString('base64url') },
      '`after` is not a cursor of this list.',
    ],
    [
      { filter: { emailPrefix: 'x'.repeat(255) } },
      '`filter.emailPrefix` must be at most 254 characters.',
    ],
  ])('refuses %j', async (variables, message) => {
    const { body } = await service().send(USERS, variables, staff);
    expect(body.errors).toMatchObject([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
  });

  test('is null with an error without the scope, and the rest of the operation is answered', async () => {
    const { principal, user } = await service().signUp();
    const query = '{ users { nodes { id } } me { id } }';
    const { body: others } = await service().send(query, {}, principal);
    expect(others.data).toEqual({ users: null, me: { id: user.id } });
    expect(others.errors).toMatchObject([{ path: ['users'], extensions: { code: 'FORBIDDEN' } }]);
    const { body: anonymous } = await service().send(query);
    expect(anonymous.data).toEqual({ users: null, me: null });
    expect(anonymous.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});
