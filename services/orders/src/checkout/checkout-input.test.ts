import { describe, expect, test } from 'vitest';
import { checkoutInput, fingerprintOf } from './checkout-input.ts';

const fingerprint = (input: Record<string, unknown>) =>
  fingerprintOf(checkoutInput.parse({ idempotencyKey: 'key-12345', ...input }));
const euros = { amountMinor: 4_200, currency: 'EUR' };

describe('the fingerprint of a checkout', () => {
  test('is the same for the same input, however it was written', () => {
    expect(fingerprint({ expectedTotal: euros })).toBe(
      fingerprint({ expectedTotal: { currency: 'EUR', amountMinor: 4_200, __proto__: null } }),
    );
    expect(fingerprint({})).toBe(fingerprint({ expectedTotal: null }));
  });

  test('differs with each thing asked for', () => {
    const all = [
      fingerprint({}),
      fingerprint({ expectedTotal: euros }),
      fingerprint({ expectedTotal: { ...euros, amountMinor: 4_201 } }),
      fingerprint({ expectedTotal: { ...euros, currency: 'USD' } }),
      fingerprint({ paymentToken: 'tok_one' }),
      fingerprint({ paymentToken: 'tok_two' }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  test('outlives releases: keys that are stored must stay valid', () => {
    expect(fingerprint({})).toMatchInlineSnapshot(`"LI6bI35Bzw5p5vb03vpWREFmyuJwts4FXsweRL09u_0"`);
    expect(fingerprint({ expectedTotal: euros })).toMatchInlineSnapshot(
      `"xpDOgfbAuzdR-mipIgRJyxJMVPb0aeOWFq2DRdv-VfI"`,
    );
  });
});

test.each(['', 'short', 'with space', 'x'.repeat(101), 'key/1234', 'schlüssel'])(
  'refuses the key %j',
  (idempotencyKey) => {
    expect(checkoutInput.safeParse({ idempotencyKey }).error?.issues[0]?.path).toEqual([
      'idempotencyKey',
    ]);
  },
);
