import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older callbacks are refused, so that one that was overheard cannot be sent again later. */
const TOLERANCE_MS = 5 * 60_000;
/** Several, while the provider changes its secret. */
const SIGNATURE = /^t=(\d{1,12})((?:,v1=[0-9a-f]{64}){1,5})$/;

/**
 * Signs the bytes of a callback as Stripe does: `t=<seconds since 1970>,v1=<HMAC-SHA256 of "t.body" in hex>`
 * (https://docs.stripe.com/webhooks#verify-manually).
 */
export function signCallback(secret: string, body: string, at: Date): string {
  const t = String(Math.floor(at.getTime() / 1_000));
  return `t=${t},v1=${macOf(secret, t, Buffer.from(body)).toString('hex')}`;
}

/** What is wrong with a signature: none of the secrets made it, or one did, too long ago or ahead. */
export type SignatureFault = 'forged' | 'stale';

/** Null for a signature by one of the secrets, over these bytes, within five minutes of `at`. */
export function findSignatureFault(
  secrets: readonly string[],
  { body, signature, at }: { body: Buffer; signature: string; at: Date },
): SignatureFault | null {
  const [, t, schemes] = SIGNATURE.exec(signature) ?? [];
  if (t === undefined || schemes === undefined) return 'forged';
  const given = schemes.split(',v1=').slice(1);
  const isGenuine = secrets.some((secret) => {
    const mac = macOf(secret, t, body);
    return given.some((hex) => timingSafeEqual(Buffer.from(hex, 'hex'), mac));
  });
  if (!isGenuine) return 'forged';
  return Math.abs(at.getTime() - Number(t) * 1_000) > TOLERANCE_MS ? 'stale' : null;
}

function macOf(secret: string, t: string, body: Buffer): Buffer {
  return createHmac('sha256', secret).update(`${t}.`).update(body).digest();
}
