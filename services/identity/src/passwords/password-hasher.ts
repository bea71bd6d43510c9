import { hash, parseOptions, verify } from '@node-rs/argon2';
import { limitConcurrency } from './limit-concurrency.ts';

/** OWASP Password Storage Cheat Sheet, argon2id: m=19 MiB, t=2, p=1 (the library's variant is argon2id). */
const PARAMETERS = { memoryCost: 19 * 1_024, timeCost: 2, parallelism: 1 } as const;
const CURRENT_VARIANT = '$argon2id$v=19$';
/**
 * Hashes run on libuv's pool of four threads, which also signs tokens and resolves host names: one
 * thread stays free for those.
 */
const HASHES_AT_ONCE = 3;
/** At about 30 ms a hash, the last in line waits a second. */
const HASHES_WAITING = 100;

export interface PasswordHasher {
  /** Returns the hash in PHC string format. */
  hash(password: string, signal: AbortSignal): Promise<string>;
  verify(passwordHash: string, password: string, signal: AbortSignal): Promise<boolean>;
  /** Takes the time of `verify` and is always false: for an account that does not exist. */
  verifyNobody(password: string, signal: AbortSignal): Promise<false>;
  /** Whether the hash was made with other parameters than those of today. */
  isOutdated(passwordHash: string): boolean;
}

export interface HashingOptions {
  readonly parameters?: { memoryCost: number; timeCost: number; parallelism: number };
  readonly limits?: { atOnce: number; waiting: number };
}

/**
 * Makes the one place that hashes passwords, with argon2id. Each method throws SERVICE_UNAVAILABLE
 * when too many hashes are waiting.
 */
export async function createPasswordHasher(options: HashingOptions = {}): Promise<PasswordHasher> {
  const parameters = options.parameters ?? PARAMETERS;
  const limit = limitConcurrency(
    options.limits ?? { atOnce: HASHES_AT_ONCE, waiting: HASHES_WAITING },
  );
  const nobodysHash = await hash(crypto.randomUUID(), parameters);

  return {
    hash: (password, signal) => limit.run(() => hash(canonical(password), parameters), signal),
    verify: (passwordHash, password, signal) =>
      limit.run(() => verify(passwordHash, canonical(password)), signal),
    async verifyNobody(password, signal) {
      await limit.run(() => verify(nobodysHash, canonical(password)), signal);
      return false;
    },
    isOutdated(passwordHash) {
      const used = parseOptions(passwordHash);
      return (
        !passwordHash.startsWith(CURRENT_VARIANT) ||
        used.memoryCost !== parameters.memoryCost ||
        used.timeCost !== parameters.timeCost ||
        used.parallelism !== parameters.parallelism
      );
    },
  };
}

/** RFC 8265 §4.2.2: keyboards differ in how they compose é; the password is the same. */
function canonical(password: string): string {
  return password.normalize('NFC');
}
