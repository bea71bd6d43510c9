import type { Clock } from '../clock.ts';
import { findSigner, publishedKeys } from './key-schedule.ts';
import type { SigningKey } from './signing-key.ts';
import type { SigningKeys } from './signing-keys.ts';

/** The signing keys that this process holds. */
export interface KeyRing {
  /** The key to sign with now. Throws when there is none. */
  getSigner(): SigningKey;
  /** The keys that verifiers should know now. */
  listPublished(): readonly SigningKey[];
  /** Reads the keys again, so that a rotation by another process shows; keeps them if that fails. */
  reload(): Promise<void>;
}

/** Loads the keys and holds them. Rejects when they cannot be read or do not open. */
export async function createKeyRing(parts: {
  signingKeys: SigningKeys;
  now: Clock;
}): Promise<KeyRing> {
  const { signingKeys, now } = parts;
  let keys = await signingKeys.load();
  return {
    getSigner() {
      const signer = findSigner(keys, now());
      if (signer === undefined) throw new Error('No signing key is active.');
      return signer;
    },
    listPublished: () => publishedKeys(keys, now()),
    async reload() {
      keys = await signingKeys.load();
    },
  };
}
