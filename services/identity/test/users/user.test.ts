import { recordStatements } from '@causeway/subgraph-kit';
import { signedIn } from '@causeway/test-kit';
import { describe, expect, test } from 'vitest';
import { useIdentity } from '../use-identity.ts';

const USER = `query ($id: ID!) { user(id: $id) { id displayName email emailVerifiedAt roles { name } createdAt } }`;
const ENTITIES = `query ($representations: [_Any!]!) {
  _entities(representations: $representations) { ... on User { id displayName email roles { name } } }
}`;

describe('me', () => {
  const service = useIdentity();

  test('is the signed-in user with all that is theirs, for two statements', async () => {
    const { user, principal } = await service().signUp();
    const { result, statements } = await recordStatements(() =>
      service().send('{ me { id displayName email roles { name } createdAt } }', {}, principal),
    );
    expect(result.body).toEqual({
      data: {
        me: {
          ...user,
          displayName: 'Test Person',
          roles: [{ name: 'customer' }],
          createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        },
      },
    });
    expect(statements).toHaveLength(2);
  });

  test.each([
    ['the anonymous', undefined],
    ['somebody whose account is gone', signedIn()],
  ])('is null for %s', async (_who, principal) => {
    const { body } = await service().send('{ me { id } }', {}, principal);
    expect(body).toEqual({ data: { me: null } });
  });
});

describe('user', () => {
  const service = useIdentity();

  test('shows others the public profile, and refuses the rest field by field', async () => {
    const { user } = await service().signUp();
    const { body } = await service().send(USER, { id: user.id }, signedIn());
    expect(body.data.user).toEqual({
      id: user.id,
      displayName: 'Test Person',
      email: null,
      emailVerifiedAt: null,
      roles: null,
      createdAt: expect.any(String),
    });
    expect(body.errors).toMatchObject([
      { path: ['user', 'email'], extensions: { code: 'FORBIDDEN' } },
      { path: ['user', 'emailVerifiedAt'], extensions: { code: 'FORBIDDEN' } },
      { path: ['user', 'roles'], extensions: { code: 'FORBIDDEN' } },
    ]);
  });

  test.each([
    ['the user', []],
    ['staff with users:read', ['users:read']],
  ])('shows %s all of it', async (who, scopes) => {
    const { user, principal } = await service().signUp();
    const caller = who === 'the user' ? principal : signedIn({ scopes });
    const { body } = await service().send(USER, { id: user.id }, caller);
    expect(body).toMatchObject({
      data: { user: { email: user.email, roles: [{ name: 'customer' }] } },
    });
    expect(body.errors).toBeUndefined();
  });

  test('other scopes do not show an e-mail address', async () => {
    const { user } = await service().signUp();
    const scopes = ['roles:write', 'orders:read', 'orders:write', 'catalog:write', 'stock:write'];
    const { body } = await service().send(USER, { id: user.id }, signedIn({ scopes }));
    expect(body.data.user.email).toBeNull();
  });

  test('an id in capitals names the same user', async () => {
    const { user, principal } = await service().signUp();
    const { body } = await service().send(USER, { id: user.id.toUpperCase() }, principal);
    expect(body.data.user.id).toBe(user.id);
  });

  test.each(['01a2076c-f2a6-71da-92a3-24d3b4916bf3', 'nobody', '', "'; DROP TABLE x --"])(
    'is null for the id %j',
    async (id) => {
      const { body } = await service().send(USER, { id }, signedIn());
      expect(body).toEqual({ data: { user: null } });
    },
  );

  test('is UNAUTHENTICATED for the anonymous', async () => {
    const { user } = await service().signUp();
    const { body } = await service().send(USER, { id: user.id });
    expect(body.data).toEqual({ user: null });
    expect(body.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });
});

describe('User as an entity', () => {
  const service = useIdentity();
  const representation = (id: string) => ({ __typename: 'User', id });

  test('many representations cost one statement per table; unknown ids are null', async () => {
    const admin = await service().signIn('admin@example.com');
    const { body: listed } = await service().send(
      '{ users(first: 50) { nodes { id } } }',
      {},
      admin.principal,
    );
    const ids: string[] = listed.data.users.nodes.map(({ id }: { id: string }) => id);
    const representations = [...ids, 'nobody', ...ids].map(representation);
    const { result, statements } = await recordStatements(() =>
      service().send(ENTITIES, { representations }, admin.principal),
    );
    expect(result.body.errors).toBeUndefined();
    expect(
      result.body.data._entities.map((user: { id: string } | null) => user?.id ?? null),
    ).toEqual([...ids, null, ...ids]);
    expect(statements).toHaveLength(2);
  });

  test('the owner’s e-mail address stays with the owner on this path too', async () => {
    const owner = await service().signUp();
    const other = await service().signUp();
    const representations = [owner.user.id, other.user.id].map(representation);
    const { body } = await service().send(ENTITIES, { representations }, owner.principal);
    expect(body.data._entities).toMatchObject([
      { email: owner.user.email, roles: [{ name: 'customer' }] },
      { email: null, roles: null },
    ]);
    expect(body.errors).toMatchObject([
      { path: ['_entities', 1, 'email'], extensions: { code: 'FORBIDDEN' } },
      { path: ['_entities', 1, 'roles'], extensions: { code: 'FORBIDDEN' } },
    ]);
    const { body: anonymous } = await service().send(ENTITIES, { representations });
    expect(anonymous.data._entities).toMatchObject([{ email: null }, { email: null }]);
    expect(anonymous.errors?.map(({ extensions }) => extensions?.code)).toEqual(
      Array.from({ length: 4 }, () => 'UNAUTHENTICATED'),
    );
  });
});
