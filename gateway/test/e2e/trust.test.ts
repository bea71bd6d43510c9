import { describe, expect, test } from 'vitest';
import { sendOperation, signInAs } from './graph-client.ts';
import { useStack } from './use-stack.ts';

describe('trust between client, gateway and subgraphs', () => {
  const stack = useStack();

  test.each(['identity', 'catalog', 'orders'] as const)(
    '%s refuses a request that the gateway did not sign, even with a valid access token',
    async (name) => {
      const token = await signInAs(stack().url, 'admin@example.com');
      const { status, body } = await sendOperation(stack().subgraphUrls[name], {
        query: '{ __typename }',
        token,
      });
      expect(status).toBe(401);
      expect(body.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    },
  );

  test('an identity that the client claims by header is ignored', async () => {
    const { body } = await sendOperation(stack().url, {
      query: '{ me { id } }',
      headers: { 'causeway-assertion': 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.' },
    });
    expect(body).toEqual({ data: { me: null } });
  });

  test('an access token that was altered is answered 401 with a challenge', async () => {
    const token = await signInAs(stack().url, 'customer@example.com');
    const [header, payload, signature] = token.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify({ ...claims, scope: 'roles:write' })).toString(
      'base64url',
    );
    const { status, headers, body } = await sendOperation(stack().url, {
      query: '{ me { id } }',
      token: `${header}.${forged}.${signature}`,
    });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token"/);
    expect(body.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });

  test('a request id travels from the client to the logs of the subgraph', async () => {
    const requestId = 'e2e-request-0001';
    await sendOperation(stack().url, {
      query: '{ products(first: 1) { nodes { id } } }',
      headers: { 'x-request-id': requestId },
    });
    await expect
      .poll(() => stack().processes.catalog.log.some((line) => line.includes(requestId)))
      .toBe(true);
  });

  test('a customer reads neither another customer nor what staff may read', async () => {
    const url = stack().url;
    const customer = await signInAs(url, 'customer@example.com');
    const admin = await signInAs(url, 'admin@example.com');
    const { body: listed } = await sendOperation(url, {
      query: '{ orders(first: 50) { nodes { id customer { id } } } me { id } }',
      token: admin,
    });
    expect(listed.errors).toBeUndefined();
    const { body: me } = await sendOperation(url, { query: '{ me { id } }', token: customer });
    const foreign = listed.data.orders.nodes.find(
      (order: { customer: { id: string } }) => order.customer.id !== me.data.me.id,
    );

    const { body } = await sendOperation(url, {
      query: `query ($order: ID!, $user: ID!) {
        order(id: $order) { id }
        user(id: $user) { displayName email }
        orders(first: 1) { nodes { id } }
      }`,
      variables: { order: foreign.id, user: foreign.customer.id },
      token: customer,
    });
    expect(body.data?.order ?? null).toBeNull();
    expect(body.data?.user?.email ?? null).toBeNull();
    const codes = body.errors?.map(({ path, extensions }) => [path?.join('.'), extensions?.code]);
    // The first by the service, which knows whose it is; the second by the gateway, by the scope.
    expect(codes?.toSorted()).toEqual([
      ['orders', 'UNAUTHORIZED_FIELD_OR_TYPE'],
      ['user.email', 'FORBIDDEN'],
    ]);
  });

  test('passwords cannot be tried by the hundred in one request', async () => {
    const tries = Array.from(
      { length: 100 },
      (_, index) => `t${index}: signIn(input: $input) { __typename }`,
    );
    const { status, body } = await sendOperation(stack().url, {
      query: `mutation ($input: SignInInput!) { ${tries.join(' ')} }`,
      variables: { input: { email: 'admin@example.com', password: 'not-the-password' } },
    });
    expect([status, body.errors?.[0]?.extensions?.code]).toEqual([429, 'RATE_LIMITED']);
    // A rule for a field that is not there would be warned of.
    expect(stack().processes.gateway.log.join()).not.toContain('rate limit for a field');
  });
});
