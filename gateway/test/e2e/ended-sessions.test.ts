import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sendOperation } from './graph-client.ts';
import { useStack } from './use-stack.ts';

const PASSWORD = 'slow-harbour-lantern-42';
const TOKENS = 'session { accessToken refreshToken }';

describe('access tokens of a session that has ended', () => {
  const stack = useStack();
  const mutate = async (field: string, input: object | null, token?: string) => {
    const type = `${field[0]?.toUpperCase()}${field.slice(1)}`;
    const { body } = await sendOperation(stack().url, {
      query: input
        ? `mutation ($input: ${type}Input!) { ${field}(input: $input) { __typename ... on ${type}Success { ${TOKENS_OF[field] ?? '__typename'} } } }`
        : `mutation { ${field} { __typename } }`,
      variables: { input },
      token,
    });
    expect(body.errors).toBeUndefined();
    return body.data[field];
  };
  const TOKENS_OF: Record<string, string> = {
    ...{ signUp: TOKENS, signIn: TOKENS, refreshSession: TOKENS },
  };
  const statusOf = async (token: string) =>
    (await sendOperation(stack().url, { query: '{ me { id } }', token })).status;

  /** Two devices of one new account. */
  async function signInTwice() {
    const email = `${randomUUID()}@example.com`;
    const here = await mutate('signUp', { email, password: PASSWORD, displayName: 'Somebody' });
    const there = await mutate('signIn', { email, password: PASSWORD, device: 'Elsewhere' });
    return { here: here.session, there: there.session };
  }
  const expectRefused = (token: string) => expect.poll(() => statusOf(token)).toBe(401);

  test('are refused after the sign-out, and nobody else’s are', async () => {
    const { here, there } = await signInTwice();
    await mutate('signOut', null, here.accessToken);
    await expectRefused(here.accessToken);
    expect(await statusOf(there.accessToken)).toBe(200);
  });

  test('are refused when another device ended it', async () => {
    const { here, there } = await signInTwice();
    const { body } = await sendOperation(stack().url, {
      query: '{ mySessions { id device } }',
      token: here.accessToken,
    });
    const session = body.data.mySessions.find(
      ({ device }: { device: string | null }) => device === 'Elsewhere',
    );
    await mutate('revokeSession', { sessionId: session.id }, here.accessToken);
    await expectRefused(there.accessToken);
    expect(await statusOf(here.accessToken)).toBe(200);
  });

  test('are refused when the password was changed elsewhere', async () => {
    const { here, there } = await signInTwice();
    const input = { currentPassword: PASSWORD, newPassword: `${PASSWORD}-2` };
    expect((await mutate('changePassword', input, here.accessToken)).__typename).toBe(
      'ChangePasswordSuccess',
    );
    await expectRefused(there.accessToken);
    expect(await statusOf(here.accessToken)).toBe(200);
  });

  test('are told to nobody but the gateway', async () => {
    const url = new URL('/sessions/ended', stack().subgraphUrls.identity);
    expect((await fetch(url)).status).toBe(401);
    const forged = { 'causeway-assertion': 'eyJhbGciOiJub25lIn0.e30.' };
    expect((await fetch(url, { headers: forged })).status).toBe(401);
  });
});
