import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sendOperation, signInAs } from './graph-client.ts';
import { useStack } from './use-stack.ts';

const CREATE = `mutation ($input: CreateServiceAccountInput!) {
  createServiceAccount(input: $input) {
    ... on CreateServiceAccountSuccess { clientSecret serviceAccount { id } }
  }
}`;

describe('a program with a service account, through the gateway', () => {
  const stack = useStack();

  /** Makes an account as an administrator, and asks for a token as the program does. */
  const tokenFor = async (scopes: string[]) => {
    const { url, subgraphUrls } = stack();
    const admin = await signInAs(url, 'admin@example.com');
    const { body } = await sendOperation(url, {
      query: CREATE,
      variables: { input: { name: 'Robot', scopes } },
      token: admin,
    });
    const { clientSecret, serviceAccount } = body.data.createServiceAccount;
    const response = await fetch(new URL('/oauth/token', subgraphUrls.identity), {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${serviceAccount.id}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    const { access_token } = (await response.json()) as { access_token: string };
    return { token: access_token, clientId: serviceAccount.id as string };
  };

  test('does what its scopes allow, in every service', async () => {
    const { url, processes } = stack();
    const { token, clientId } = await tokenFor(['orders:read', 'users:read']);
    const { body } = await sendOperation(url, {
      query: `{ orders(first: 1) { nodes { id } } users(first: 1) { nodes { email } } me { id } }`,
      token,
    });
    expect(body.errors).toBeUndefined();
    expect(body.data).toMatchObject({
      users: { nodes: [{ email: expect.any(String) }] },
      me: null,
    });
    expect(body.data.orders.nodes).toHaveLength(1);
    for (const name of ['gateway', 'identity', 'orders'] as const) {
      await expect
        .poll(() => processes[name].log.some((line) => line.includes(`"clientId":"${clientId}"`)))
        .toBe(true);
    }
  });

  test('does nothing that it has no scope for, and nothing that is for people', async () => {
    const { token } = await tokenFor(['stock:write']);
    const codesOf = async (query: string) => {
      const { body } = await sendOperation(stack().url, { query, token });
      return body.errors?.map(({ extensions }) => extensions?.code);
    };
    expect(await codesOf('{ users(first: 1) { nodes { id } } }')).toEqual([
      'UNAUTHORIZED_FIELD_OR_TYPE',
    ]);
    for (const query of [
      '{ cart { totalQuantity } }',
      '{ myOrders(first: 1) { nodes { id } } }',
      'mutation { signOut { __typename } }',
      'mutation { updateProfile(input: { displayName: "x" }) { __typename } }',
      `mutation { cancelOrder(input: { orderId: "${randomUUID()}" }) { __typename } }`,
    ]) {
      expect([query, await codesOf(query)]).toEqual([query, ['FORBIDDEN']]);
    }
  });
});
