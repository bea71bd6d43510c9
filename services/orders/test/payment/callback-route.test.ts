import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CALLBACK_PATH } from '../../src/payment/callback-route.ts';
import { signCallback } from '../../src/payment/callback-signature.ts';
import { placeOrder, stageOf } from '../shopping.ts';
import { useOrders, webhookSecrets } from '../use-orders.ts';

const SIX_MINUTES_MS = 360_000;

describe('POST /payments/callbacks', () => {
  const orders = useOrders();

  const send = async (body: string, headers: Record<string, string>) => {
    const response = await fetch(`${orders().origin}${CALLBACK_PATH}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    const answer = (await response.json()) as {
      outcome?: string;
      errors?: { extensions: { code: string } }[];
    };
    const { status } = response;
    return answer.errors === undefined
      ? { status, outcome: answer.outcome }
      : { status, code: answer.errors[0]?.extensions.code };
  };
  const signed = (body: string, { secret = webhookSecrets[0], at = new Date() } = {}) => ({
    'payment-signature': signCallback(secret, body, at),
  });
  const authorised = (key: string) => JSON.stringify({ key, outcome: { kind: 'authorised' } });
  const declined = (key: string) =>
    JSON.stringify({ key, outcome: { kind: 'declined', code: 'card_declined' } });
  const stage = (id: string) => stageOf(orders(), id);

  /** An order whose provider has decided nothing, so that what is sent here decides. */
  const placePending = async (): Promise<string> => {
    const { order } = await placeOrder(orders(), { paymentToken: 'tok_of_a_slow_provider' });
    await orders().database.order.update({
      where: { id: order.id },
      data: { payment: 'AUTHORISING', version: 2 },
    });
    return order.id;
  };

  test('moves the order on, and has done so when it answers', async () => {
    const id = await placePending();
    expect(await send(authorised(id), signed(authorised(id)))).toEqual({
      status: 200,
      outcome: 'applied',
    });
    expect(await stage(id)).toBe('PENDING, AUTHORISED');
  });

  test('takes a callback that is replayed, or says something else too late, and changes nothing', async () => {
    const id = await placePending();
    const headers = signed(authorised(id));
    await send(authorised(id), headers);
    const ignored = { status: 200, outcome: 'ignored' };
    expect(await send(authorised(id), headers)).toEqual(ignored);
    expect(await send(declined(id), signed(declined(id)))).toEqual(ignored);
    expect(await stage(id)).toBe('PENDING, AUTHORISED');
    const { version } = await orders().database.order.findUniqueOrThrow({ where: { id } });
    expect(version).toBe(3);
  });

  test('applies one of ten that come at once', async () => {
    const id = await placePending();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send(authorised(id), signed(authorised(id)))),
    );
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual([
      'applied',
      ...Array.from({ length: 9 }, () => 'ignored'),
    ]);
  });

  test('ignores what comes before anything was asked, so that the order goes its way', async () => {
    const { order } = await placeOrder(orders());
    const body = authorised(order.id);
    expect(await send(body, signed(body))).toEqual({ status: 200, outcome: 'ignored' });
    expect(await stage(order.id)).toBe('PENDING, NOT_ASKED');
  });

  test('believes the secret from before the change, too', async () => {
    const id = await placePending();
    const headers = signed(declined(id), { secret: webhookSecrets[1] as string });
    expect(await send(declined(id), headers)).toEqual({ status: 200, outcome: 'applied' });
    expect(await stage(id)).toBe('REJECTED, DECLINED');
  });

  test('refuses a callback that is forged, stale, or of the future, with 401', async () => {
    const id = await placePending();
    const body = authorised(id);
    const refused = { status: 401, code: 'UNAUTHENTICATED' };
    const other = { secret: 'a secret of somebody else, long enough' };
    expect(await send(body, {})).toEqual(refused);
    expect(await send(body, { 'payment-signature': 't=1,v1=00' })).toEqual(refused);
    expect(await send(body, signed(body, other))).toEqual(refused);
    expect(await send(body, signed(declined(id)))).toEqual(refused);
    for (const laterMs of [-SIX_MINUTES_MS, SIX_MINUTES_MS]) {
      const at = new Date(Date.now() + laterMs);
      expect(await send(body, signed(body, { at }))).toEqual(refused);
    }
    expect(await stage(id)).toBe('PENDING, AUTHORISING');
  });

  test('says in a 401 how a caller is known', async () => {
    const response = await fetch(`${orders().origin}${CALLBACK_PATH}`, { method: 'POST' });
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([
      401,
      'Payment-Signature',
    ]);
  });

  test('answers 404 about a payment that nobody asked for', async () => {
    const body = authorised(randomUUID());
    expect(await send(body, signed(body))).toEqual({ status: 404, code: 'NOT_FOUND' });
  });

  test.each(['{}', 'null', '{"key":', '{"key":"1","outcome":{"kind":"authorised"}}'])(
    'answers 400 to %s, though it is signed',
    async (body) => {
      expect(await send(body, signed(body))).toEqual({ status: 400, code: 'BAD_USER_INPUT' });
    },
  );

  test('reads no more than a callback needs, and nothing but JSON', async () => {
    const large = JSON.stringify({ padding: 'x'.repeat(5_000) });
    expect(await send(large, signed(large))).toEqual({ status: 413, code: 'BAD_REQUEST' });
    const text = { ...signed('{}'), 'content-type': 'text/plain' };
    expect(await send('{}', text)).toEqual({ status: 415, code: 'BAD_REQUEST' });
  });

  test('needs no assertion, and gives nobody the graph', async () => {
    const body = JSON.stringify({ query: '{ __typename }' });
    const response = await fetch(`${orders().origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed(body) },
      body,
    });
    expect(response.status).toBe(401);
  });
});
