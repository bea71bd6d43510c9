import { withClient } from '@causeway/database';
import type { Principal } from '@causeway/subgraph-kit';
import { signedIn } from '@causeway/test-kit';
import { beforeAll, describe, expect, test } from 'vitest';
import { useIdentity } from '../use-identity.ts';
import { CREATE, createClient } from './use-service-accounts.ts';

const ADD_SECRET = `mutation ($input: AddServiceAccountSecretInput!) {
  addServiceAccountSecret(input: $input) {
    __typename
    ... on Failure { message }
    ... on ScopesNotGrantable { scopes }
    ... on AddServiceAccountSecretSuccess { clientSecret serviceAccount { secrets { id } } }
  }
}`;
const REVOKE_SECRET = `mutation ($input: RevokeServiceAccountSecretInput!) {
  revokeServiceAccountSecret(input: $input) {
    __typename
    ... on RevokeServiceAccountSecretSuccess { serviceAccount { secrets { id } } }
  }
}`;
const DELETE = `mutation ($input: DeleteServiceAccountInput!) {
  deleteServiceAccount(input: $input) {
    __typename
    ... on DeleteServiceAccountSuccess { serviceAccountId }
  }
}`;
const DAY_MS = 24 * 3_600_000;

describe('service accounts', () => {
  const service = useIdentity();
  let admin: Principal & { kind: 'user' };
  beforeAll(async () => {
    admin = (await service().signIn('admin@example.com')).principal;
  });

  const mutate = async (
    field: string,
    operation: string,
    input: object,
    principal: Principal = admin,
  ) => {
    const { body } = await service().send(operation, { input }, principal);
    expect(body.errors).toBeUndefined();
    return body.data[field];
  };
  const codeOf = async (operation: string, input: object, principal: Principal) => {
    const { body } = await service().send(operation, { input }, principal);
    return body.errors?.[0]?.extensions?.code;
  };

  test('are made with scopes that the caller has, and tell their secret once', async () => {
    const input = { name: ' Robot ', scopes: ['stock:write', 'orders:read', 'stock:write'] };
    const created = await mutate('createServiceAccount', CREATE, input);
    expect(created).toMatchObject({
      __typename: 'CreateServiceAccountSuccess',
      clientSecret: expect.stringMatching(/^cws_[\w-]{43}$/),
      serviceAccount: {
        name: 'Robot',
        scopes: ['orders:read', 'stock:write'],
        secrets: [{ lastUsedAt: null }],
        createdBy: { id: admin.userId },
      },
    });
    const { rows } = await withClient(service().ownerUrl, (client) =>
      client.query('SELECT * FROM identity.service_account_secret'),
    );
    expect(JSON.stringify(rows)).not.toContain(created.clientSecret);
    expect(JSON.stringify(service().log)).not.toContain(created.clientSecret);
    expect(service().log).toContainEqual(
      expect.objectContaining({
        security: {
          event: 'service_account_created',
          actorId: admin.userId,
          clientId: created.serviceAccount.id,
          scopes: ['orders:read', 'stock:write'],
        },
      }),
    );
  });

  test('get no scope that does not exist', async () => {
    const input = { name: 'Robot', scopes: ['stock:write', 'everything'] };
    expect(await mutate('createServiceAccount', CREATE, input)).toMatchObject({
      __typename: 'ScopesNotGrantable',
      scopes: ['everything'],
    });
  });

  test('name the fields that are wrong', async () => {
    const input = { name: '', scopes: [], secretExpiresInDays: 366 };
    expect(await mutate('createServiceAccount', CREATE, input)).toMatchObject({
      __typename: 'InvalidInput',
      fields: [{ path: ['name'] }, { path: ['scopes'] }, { path: ['secretExpiresInDays'] }],
    });
  });

  test('are for people with the scope only, and not for service accounts', async () => {
    const input = { name: 'Robot', scopes: ['stock:write'] };
    const scopes = new Set(['service-accounts:write', 'stock:write']);
    const robot: Principal = { kind: 'service', clientId: 'robot', scopes };
    expect(await codeOf(CREATE, input, robot)).toBe('FORBIDDEN');
    const customer = await service().signIn('customer@example.com');
    expect(await codeOf(CREATE, input, customer.principal)).toBe('FORBIDDEN');
    // A forged scope is worth nothing: what counts is what the session's user has now.
    expect(await codeOf(CREATE, input, signedIn({ scopes }))).toBe('FORBIDDEN');
    const { body } = await service().send('{ serviceAccounts { nodes { id } } }');
    expect(body.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  test('give nobody more than they have: neither by making one nor by a secret for another', async () => {
    await withClient(service().ownerUrl, (client) =>
      client.query(
        `INSERT INTO identity.role_permission VALUES ('support', 'service-accounts:write')`,
      ),
    );
    const support = (await service().signIn('support@example.com')).principal;
    const input = { name: 'Robot', scopes: ['orders:read', 'catalog:write'] };
    expect(await mutate('createServiceAccount', CREATE, input, support)).toMatchObject({
      __typename: 'ScopesNotGrantable',
      scopes: ['catalog:write'],
    });
    const { id } = await createClient(service(), { principal: admin, scopes: ['catalog:write'] });
    const second = { serviceAccountId: id };
    expect(await mutate('addServiceAccountSecret', ADD_SECRET, second, support)).toMatchObject({
      __typename: 'ScopesNotGrantable',
    });
  });

  test('have two secrets at most, of which each can be revoked', async () => {
    const { id, secretId } = await createClient(service(), {
      principal: admin,
      scopes: ['stock:write'],
    });
    const add = () => mutate('addServiceAccountSecret', ADD_SECRET, { serviceAccountId: id });
    const results = await Promise.all([add(), add(), add()]);
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      'AddServiceAccountSecretSuccess',
      'TooManySecrets',
      'TooManySecrets',
    ]);
    const input = { serviceAccountId: id, secretId };
    const revoked = await mutate('revokeServiceAccountSecret', REVOKE_SECRET, input);
    expect(revoked.serviceAccount.secrets).toHaveLength(1);
    expect(await mutate('revokeServiceAccountSecret', REVOKE_SECRET, input)).toEqual({
      __typename: 'ServiceAccountNotFound',
    });
    expect((await add()).__typename).toBe('AddServiceAccountSecretSuccess');
  });

  test('drop secrets that have expired when they get a new one', async () => {
    const { id } = await createClient(service(), {
      ...{ principal: admin, scopes: ['stock:write'], days: 1 },
    });
    await mutate('addServiceAccountSecret', ADD_SECRET, { serviceAccountId: id, expiresInDays: 9 });
    service().advance(2 * DAY_MS);
    const added = await mutate('addServiceAccountSecret', ADD_SECRET, { serviceAccountId: id });
    expect(added.serviceAccount.secrets).toHaveLength(2);
  });

  test('are listed in pages, and gone when they are deleted', async () => {
    const { id } = await createClient(service(), { principal: admin, scopes: ['stock:write'] });
    const page = `query ($after: String) {
      serviceAccounts(first: 2, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } }
    }`;
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { serviceAccounts } = await service().read(page, { after }, admin);
      ids.push(...serviceAccounts.nodes.map((node: { id: string }) => node.id));
      after = serviceAccounts.pageInfo.hasNextPage ? serviceAccounts.pageInfo.endCursor : null;
    } while (after !== null);
    expect(ids).toEqual(ids.toSorted());
    expect(ids.at(-1)).toBe(id);
    const input = { serviceAccountId: id };
    expect(await mutate('deleteServiceAccount', DELETE, input)).toMatchObject({
      serviceAccountId: id,
    });
    expect(await mutate('deleteServiceAccount', DELETE, input)).toEqual({
      __typename: 'ServiceAccountNotFound',
    });
  });
});
