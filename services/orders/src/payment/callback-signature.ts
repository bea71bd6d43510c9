import { createHmac, timingSafeEqual } from 'node:crypto';

/** Older callbacks are refused, so that one that was overheard cannot be sent again later. */
const MAXIMUM_AGE_MS = 5 * 60_000;
const SIGNATURE = /^t=(\d{1,15}),v1=([0-9a-f]{64})$/;

/** Signs the bytes of a callback: `t=<ms since 1970>,v1=<HMAC-SHA256 of "t.body" in hex>`. */
export function signCallback(secret: Buffer, body: string, at: Date): string {
  const t = String(at.getTime());
  return `t=${t},v1=${macOf(secret, t, body).toString('hex')}`;
}

/** Whether the signature was made with the secret, over these bytes, in the last five minutes. */
export function isSignedBy(
  secret: Buffer,
  { body, signature, at }: { body: string; signature: string; at: Date },
): boolean {
  const [, t, mac] = SIGNATURE.exec(signature) ?? [];
  if (t === undefined || mac === undefined) return false;
  if (Math.abs(at.getTime() - Number(t)) > MAXIMUM_AGE_MS) return false;
  return timingSafeEqual(Buffer.from(mac, 'hex'), macOf(secret, t, body));
}

function macOf(secret: Buffer, t: string, body: string): Buffer {
  return createHmac('sha256', secret).update(`${t}.${body}`).digest();
}
