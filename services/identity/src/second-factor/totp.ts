import { Secret, TOTP } from 'otpauth';

const ISSUER = 'Causeway';
const PERIOD_SECONDS = 30;
const PERIOD_MS = PERIOD_SECONDS * 1_000;
/** RFC 4226 §4: at least 128 bits, 160 are recommended. */
const SECRET_BYTES = 20;
/** RFC 6238 §5.2: one step before and after, for clocks that differ. */
const WINDOW = 1;
const FORM = /^\d{6}$/;

/** Makes a secret for an authenticator, in base32. */
export function createTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What authenticators read as a QR code. */
export function totpUri(secret: string, email: string): string {
  return totpOf(secret, email).toString();
}

/** The time step (RFC 6238 §4.2) to which a code belongs, now or a moment ago; null if it is wrong. */
export function findTotpStep(secret: string, code: string, now: Date): number | null {
  if (!FORM.test(code)) return null;
  const timestamp = now.getTime();
  const delta = totpOf(secret, '').validate({ token: code, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / PERIOD_MS) + delta;
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({
    ...{ issuer: ISSUER, label, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS },
    secret: Secret.fromBase32(secret),
  });
}
