import { randomUUID } from 'node:crypto';
import { withClient } from '@causeway/database';
import type { UserPrincipal } from '@causeway/subgraph-kit';
import { Secret, TOTP } from 'otpauth';
import { afterAll, describe, expect, test } from 'vitest';
import { createAccountMailStore, type DueMail } from '../../src/account-mail/account-mail-store.ts';
import { buildPrismaClient } from '../../src/build-prisma-client.ts';
import { PASSWORD, useIdentity } from '../use-identity.ts';
import { startSmtpServer } from './start-smtp-server.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NEW_PASSWORD = 'another horse, another battery';
const VERIFY = `mutation ($input: VerifyEmailInput!) { verifyEmail(input: $input) { __typename } }`;
const REQUEST_VERIFICATION = 'mutation { requestEmailVerification { __typename } }';
const REQUEST_RESET = `mutation ($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) { __typename ... on InvalidInput { fields { path } } }
}`;
const RESET = `mutation ($input: ResetPasswordInput!) {
  resetPassword(input: $input) {
    __typename ... on ResetPasswordSuccess { endedSessions } ... on InvalidInput { fields { path } }
  }
}`;
const CHANGE = `mutation ($input: ChangePasswordInput!) {
  changePassword(input: $input) { __typename }
}`;
const BEGIN_FACTOR = `mutation { beginSecondFactor {
  __typename ... on BeginSecondFactorSuccess { secret }
} }`;
const CONFIRM_FACTOR = `mutation ($input: ConfirmSecondFactorInput!) {
  confirmSecondFactor(input: $input) { __typename }
}`;
const SIGN_IN = `mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }`;

describe('mail to accounts', () => {
  const service = useIdentity({ clockStandsStill: true });
  const mutate = async (query: string, input?: object, principal?: UserPrincipal) => {
    const { body } = await service().send(query, input && { input }, principal);
    expect(body.errors).toBeUndefined();
    return Object.values(body.data)[0] as {
      readonly __typename: string;
      readonly endedSessions?: number;
      readonly secret?: string;
    };
  };
  const mailbox = async () => (await fetch(`${service().origin}/mailbox`)).text();

  /** The tokens of the mails to this address, the newest first, once there are as many. */
  async function tokensTo(email: string, count: number): Promise<string[]> {
    const read = async () =>
      (await mailbox())
        .split('<article>')
        .filter((mail) => mail.includes(`to ${email},`))
        .map((mail) => String(/#token=(cwa_[\w-]{43})/.exec(mail)?.[1]));
    await expect.poll(async () => (await read()).length).toBe(count);
    return read();
  }
  const newest = async (email: string, count: number) =>
    (await tokensTo(email, count))[0] as string;
  const isVerified = (userId: string) =>
    withClient(service().ownerUrl, async (client) => {
      const { rows } = await client.query(
        'SELECT email_verified_at FROM identity.user_account WHERE id = $1',
        [userId],
      );
      return rows[0].email_verified_at !== null;
    });
  const tokensOf = (userId: string, kind: string) =>
    withClient(service().ownerUrl, async (client) => {
      const { rowCount } = await client.query(
        'SELECT FROM identity.account_token WHERE user_id = $1 AND kind = $2',
        [userId, kind],
      );
      return rowCount;
    });
  const rowsOf = (email: string) =>
    withClient(service().ownerUrl, async (client) => {
      const { rows } = await client.query(
        'SELECT kind, due_at FROM identity.account_mail WHERE email_normalized = $1',
        [email],
      );
      return rows;
    });

  test('a new account is sent a link, which verifies its address once', async () => {
    const { user, principal } = await service().signUp();
    const token = await newest(user.email, 1);
    const verifiedAt = async () =>
      (await service().read('{ me { emailVerifiedAt } }', {}, principal)).me.emailVerifiedAt;
    expect(await verifiedAt()).toBeNull();
    expect((await mutate(VERIFY, { token })).__typename).toBe('VerifyEmailSuccess');
    expect(await verifiedAt()).toBe(service().now().toISOString());
    expect((await mutate(VERIFY, { token })).__typename).toBe('AccountTokenInvalid');
  });

  test('one a minute is sent, and a newer link leaves the older good until one is used', async () => {
    const { user, principal } = await service().signUp();
    const first = await newest(user.email, 1);
    await mutate(REQUEST_VERIFICATION, undefined, principal);
    expect(await rowsOf(user.email)).toEqual([{ kind: 'verify-email', due_at: null }]);
    service().advance(MINUTE_MS);
    await mutate(REQUEST_VERIFICATION, undefined, principal);
    const second = await newest(user.email, 2);
    expect((await mutate(VERIFY, { token: first })).__typename).toBe('VerifyEmailSuccess');
    expect((await mutate(VERIFY, { token: second })).__typename).toBe('AccountTokenInvalid');
  });

  test('a stranger who asks for a reset every minute does not take the owner’s link away', async () => {
    const { user } = await service().signUp();
    await tokensTo(user.email, 1);
    await mutate(REQUEST_RESET, { email: user.email });
    const token = await newest(user.email, 2);
    for (const count of [3, 4, 5, 6, 7]) {
      service().advance(MINUTE_MS);
      await mutate(REQUEST_RESET, { email: user.email });
      await tokensTo(user.email, count);
    }
    const [latest, ...others] = await tokensTo(user.email, 7);
    const reset = { token, newPassword: NEW_PASSWORD };
    expect((await mutate(RESET, reset)).__typename).toBe('ResetPasswordSuccess');
    for (const other of [latest, others[2], token]) {
      const again = { token: String(other), newPassword: `${NEW_PASSWORD}!` };
      expect((await mutate(RESET, again)).__typename).toBe('AccountTokenInvalid');
    }
    expect(await tokensOf(user.id, 'reset-password')).toBe(0);
  });

  test('a mail that is asked for while another is being sent is sent as well', async () => {
    const prisma = buildPrismaClient({
      databaseUrl: service().settings.IDENTITY_DATABASE_URL,
      poolSize: 1,
    });
    try {
      const store = createAccountMailStore(prisma);
      const [kind, emailNormalized] = ['reset-password', `${randomUUID()}@example.com`] as const;
      // In a time of their own, so that the service does not take them.
      const [first, later] = [1, 2].map(
        (hours) => new Date(service().now().getTime() + hours * HOUR_MS),
      );
      const request = { kind, emailNormalized };
      await store.request({ ...request, now: first as Date, notSince: first as Date });
      const due = await store.takeDue(first as Date, { until: later as Date, limit: 100 });
      const taken = due.find((mail) => mail.emailNormalized === emailNormalized);
      await store.request({ ...request, now: later as Date, notSince: later as Date });
      await store.settle(taken as DueMail);
      await store.retryAt(taken as DueMail, first as Date);
      expect(await rowsOf(emailNormalized)).toEqual([{ kind, due_at: later }]);
    } finally {
      await prisma.$disconnect();
    }
  });

  test('an account keeps no more than forty links of a kind', async () => {
    const { user } = await service().signUp();
    await tokensTo(user.email, 1);
    await withClient(service().ownerUrl, (client) =>
      client.query(
        `INSERT INTO identity.account_token (token_hash, user_id, kind, expires_at)
         SELECT sha256((n || $1)::text::bytea), $1::uuid, 'reset-password', $2::timestamptz - n * interval '1 second'
         FROM generate_series(1, 60) n`,
        [user.id, service().now()],
      ),
    );
    await mutate(REQUEST_RESET, { email: user.email });
    const token = await newest(user.email, 2);
    expect(await tokensOf(user.id, 'reset-password')).toBe(40);
    expect((await mutate(RESET, { token, newPassword: NEW_PASSWORD })).__typename).toBe(
      'ResetPasswordSuccess',
    );
  });

  test('of many resets at once with several links of an account, one happens', async () => {
    const { user } = await service().signUp();
    await tokensTo(user.email, 1);
    for (const count of [2, 3, 4]) {
      service().advance(MINUTE_MS);
      await mutate(REQUEST_RESET, { email: user.email });
      await tokensTo(user.email, count);
    }
    const tokens = (await tokensTo(user.email, 4)).slice(0, 3);
    const results = await Promise.all(
      [...tokens, ...tokens].map((token, index) =>
        mutate(RESET, { token, newPassword: `${NEW_PASSWORD} ${index}` }),
      ),
    );
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      ...Array.from({ length: 5 }, () => 'AccountTokenInvalid'),
      'ResetPasswordSuccess',
    ]);
  });

  test('a reset sets the password, ends every session, and works once', async () => {
    const { user, principal } = await service().signUp();
    await service().signIn(user.email, PASSWORD);
    await tokensTo(user.email, 1);
    await mutate(REQUEST_RESET, { email: user.email.toUpperCase() });
    const token = await newest(user.email, 2);
    expect(await mutate(RESET, { token, newPassword: NEW_PASSWORD })).toEqual({
      __typename: 'ResetPasswordSuccess',
      endedSessions: 2,
    });
    const { body } = await service().send('{ mySessions { id } }', {}, principal);
    expect(body.data.mySessions).toEqual([]);
    await service().signIn(user.email, NEW_PASSWORD);
    const old = { email: user.email, password: PASSWORD };
    expect((await mutate(SIGN_IN, old)).__typename).toBe('InvalidCredentials');
    const again = { token, newPassword: `${NEW_PASSWORD}!` };
    expect((await mutate(RESET, again)).__typename).toBe('AccountTokenInvalid');
    expect(await isVerified(user.id)).toBe(true);
    expect(JSON.stringify(service().log)).not.toContain(token);
  });

  test('a link is of no use once the password was changed, and sets no password that is the address', async () => {
    const { user, principal } = await service().signUp();
    await tokensTo(user.email, 1);
    await mutate(REQUEST_RESET, { email: user.email });
    const token = await newest(user.email, 2);
    const address = { token, newPassword: user.email.toUpperCase() };
    expect((await mutate(RESET, address)).__typename).toBe('InvalidInput');
    const change = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    expect((await mutate(CHANGE, change, principal)).__typename).toBe('ChangePasswordSuccess');
    const late = { token, newPassword: `${NEW_PASSWORD}!` };
    expect((await mutate(RESET, late)).__typename).toBe('AccountTokenInvalid');
    await service().signIn(user.email, NEW_PASSWORD);
  });

  test('a reset takes a second factor off only where nobody had shown that the address is theirs', async () => {
    const resultAfterReset = async (isVerifiedBefore: boolean) => {
      const { user, principal } = await service().signUp();
      const token = await newest(user.email, 1);
      if (isVerifiedBefore) await mutate(VERIFY, { token });
      const { secret } = await mutate(BEGIN_FACTOR, undefined, principal);
      const timestamp = service().now().getTime();
      const code = new TOTP({ secret: Secret.fromBase32(String(secret)) }).generate({ timestamp });
      const confirmed = await mutate(CONFIRM_FACTOR, { code }, principal);
      expect(confirmed.__typename).toBe('ConfirmSecondFactorSuccess');
      await mutate(REQUEST_RESET, { email: user.email });
      await mutate(RESET, { token: await newest(user.email, 2), newPassword: NEW_PASSWORD });
      const input = { email: user.email, password: NEW_PASSWORD };
      return (await mutate(SIGN_IN, input)).__typename;
    };
    expect(await resultAfterReset(false)).toBe('SignInSuccess');
    expect(await resultAfterReset(true)).toBe('SecondFactorRequired');
  });

  test('of many resets at once with one link, one happens', async () => {
    const { user } = await service().signUp();
    await tokensTo(user.email, 1);
    await mutate(REQUEST_RESET, { email: user.email });
    const token = await newest(user.email, 2);
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, index) =>
        mutate(RESET, { token, newPassword: `${NEW_PASSWORD} ${index}` }),
      ),
    );
    expect(results.map(({ __typename }) => __typename).sort()).toEqual([
      ...Array.from({ length: 5 }, () => 'AccountTokenInvalid'),
      'ResetPasswordSuccess',
    ]);
  });

  test('a link is good for its time, for its purpose, and as it was sent', async () => {
    const { user } = await service().signUp();
    const verification = await newest(user.email, 1);
    const input = { token: verification, newPassword: NEW_PASSWORD };
    expect((await mutate(RESET, input)).__typename).toBe('AccountTokenInvalid');
    await mutate(REQUEST_RESET, { email: user.email });
    const token = await newest(user.email, 2);
    expect((await mutate(VERIFY, { token })).__typename).toBe('AccountTokenInvalid');
    expect((await mutate(RESET, { token: 'x', newPassword: 'short' })).__typename).toBe(
      'InvalidInput',
    );
    service().advance(30 * MINUTE_MS);
    expect((await mutate(RESET, { token, newPassword: NEW_PASSWORD })).__typename).toBe(
      'AccountTokenInvalid',
    );
  });

  test('whoever asks learns nothing of who has an account', async () => {
    const { user } = await service().signUp();
    const nobody = `${randomUUID()}@example.com`;
    const [known, unknown] = await Promise.all(
      [user.email, nobody].map((email) => service().send(REQUEST_RESET, { input: { email } })),
    );
    expect(unknown?.body).toEqual(known?.body);
    expect(unknown?.headers.get('server-timing')).toMatch(/desc="1 statements"/);
    expect(known?.headers.get('server-timing')).toMatch(/desc="1 statements"/);
    await expect.poll(async () => (await rowsOf(nobody))[0]?.due_at).toBeNull();
    expect(await mailbox()).not.toContain(nobody);
  });

  test('what the outbox holds opens no account', async () => {
    const { user } = await service().signUp();
    const token = await newest(user.email, 1);
    const stored = await withClient(service().ownerUrl, async (client) => {
      const tables = ['account_mail', 'account_token'];
      const texts = await Promise.all(
        tables.map((table) => client.query(`SELECT t::text FROM identity.${table} t`)),
      );
      return texts.flatMap(({ rows }) => rows.map(({ t }) => String(t))).join();
    });
    expect(stored).not.toContain(token);
  });

  test('a sign-up that is refused sends nothing', async () => {
    const { user } = await service().signUp();
    await tokensTo(user.email, 1);
    service().advance(MINUTE_MS);
    await expect(service().signUp({ email: user.email })).rejects.toThrow('EmailTaken');
    expect(await rowsOf(user.email)).toEqual([{ kind: 'verify-email', due_at: null }]);
  });

  test.each(['evil.example', '10.0.0.1'])('the mailbox is not shown to %s', async (host) => {
    const { port } = new URL(service().origin);
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/mailbox', headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  });
});

describe('mail by SMTP', async () => {
  const smtp = await startSmtpServer();
  afterAll(() => smtp.stop());
  const service = useIdentity({ settings: () => ({ MAIL_URL: smtp.url }) });

  test('goes to the server with sender, recipient, text and HTML; there is no mailbox', async () => {
    const { user } = await service().signUp();
    await expect.poll(() => smtp.mails.join()).toContain(`To: ${user.email}`);
    const mail = smtp.mails.find((text) => text.includes(user.email)) ?? '';
    expect(mail).toContain('From: Shop <shop@example.com>');
    expect(mail).toContain('Auto-Submitted: auto-generated');
    expect(mail).toContain('text/plain');
    expect(mail).toContain('text/html');
    expect(mail.replaceAll('=\n', '')).toContain('https://shop.test/account/verify-email#token=');
    expect((await fetch(`${service().origin}/mailbox`)).status).toBe(404);
  });

  test('is tried again when the server is away, by two processes once', async () => {
    smtp.setDown(true);
    const other = await service().startAnother();
    try {
      const { user } = await service().signUp();
      await expect
        .poll(() => service().log.filter(({ msg }) => msg === 'a mail could not be sent').length)
        .toBe(1);
      smtp.setDown(false);
      service().advance(20_000);
      await expect.poll(() => smtp.mails.join()).toContain(user.email);
      expect(smtp.mails.filter((text) => text.includes(`To: ${user.email}`))).toHaveLength(1);
    } finally {
      await other.close();
    }
  });
});
