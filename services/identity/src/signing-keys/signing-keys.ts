import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import type { Clock } from '../clock.ts';
import { scheduleFirstKey, scheduleSuccessor } from './key-schedule.ts';
import type { Sealer } from './seal-key.ts';
import {
  publicSigningJwk,
  SIGNING_ALGORITHM,
  type SigningKey,
  type StoredSigningKey,
} from './signing-key.ts';
import type { SigningKeysStore } from './signing-keys-store.ts';

export interface SigningKeys {
  /** Returns every stored key, opened; makes the first one if there is none. Throws SealBrokenError. */
  load(): Promise<readonly SigningKey[]>;
  /**
   * Adds a key that signs once all verifiers know it, sets the retirement of those before it, and
   * deletes those whose retirement is over. Throws SealBrokenError, having changed nothing, when the
   * secret is not the one that the stored keys were sealed with.
   */
  rotate(): Promise<StoredSigningKey>;
}

/** The life of the keys that sign access tokens; all processes of the service share them. */
export function createSigningKeys(parts: {
  store: SigningKeysStore;
  sealer: Sealer;
  now: Clock;
}): SigningKeys {
  const { store, sealer, now } = parts;

  async function loadOrCreate(): Promise<readonly StoredSigningKey[]> {
    const keys = await store.listKeys();
    if (keys.length > 0) return keys;
    const first = await generateKey();
    return store.changeKeys(async (tx) => {
      // Another process may have been first while this one waited for the lock.
      const existing = await tx.listKeys();
      if (existing.length > 0) return existing;
      const key = { ...first, ...scheduleFirstKey(now()), createdAt: now(), retiresAt: null };
      await tx.addKey(key);
      return [key];
    });
  }

  async function load(): Promise<readonly SigningKey[]> {
    return Promise.all((await loadOrCreate()).map(openKey));
  }

  async function generateKey() {
    const pair = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
    const jwk = await exportJWK(pair.privateKey);
    const kid = await calculateJwkThumbprint(jwk);
    return {
      kid,
      publicJwk: publicSigningJwk({ ...jwk, kid }),
      sealedPrivateJwk: sealer.seal(JSON.stringify(jwk), kid),
    };
  }

  async function openKey(stored: StoredSigningKey): Promise<SigningKey> {
    const { kid, publicJwk, activeFrom, retiresAt } = stored;
    const jwk = JSON.parse(sealer.open(stored.sealedPrivateJwk, kid)) as JWK;
    const privateKey = (await importJWK(jwk, SIGNING_ALGORITHM)) as CryptoKey;
    return { kid, publicJwk, privateKey, activeFrom, retiresAt };
  }

  return {
    load,
    async rotate() {
      await load();
      const generated = await generateKey();
      return store.changeKeys(async (tx) => {
        const { activeFrom, predecessorsRetireAt } = scheduleSuccessor(now());
        const key = { ...generated, activeFrom, createdAt: now(), retiresAt: null };
        await tx.deleteRetired(now());
        await tx.retireAll(predecessorsRetireAt);
        await tx.addKey(key);
        return key;
      });
    },
  };
}

/** The JWK Set (RFC 7517 §5) of the keys' public halves. */
export function toKeySet(keys: readonly SigningKey[]): JSONWebKeySet {
  return { keys: keys.map(({ publicJwk }) => ({ ...publicJwk })) };
}
