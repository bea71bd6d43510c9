import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AssertionTrust,
  anonymous,
  assertionKey,
  assertionTrust,
  type Current,
  createAssertionSigner,
  type Principal,
} from '@causeway/subgraph-kit';

export interface TestIdentity {
  /** What a subgraph under test is to believe. */
  trust: Current<AssertionTrust>;
  /** The same as a file: the setting ASSERTION_TRUST_FILE. */
  trustFile: string;
  /** The gateway's signing key as a file: the setting ASSERTION_KEY_FILE. */
  keyFile: string;
  /** The orders service's signing key as a file. */
  ordersKeyFile: string;
  /** An assertion as the gateway would sign it for a request with this body. */
  sign(request: { audience: string; body: string; principal?: Principal }): string;
}

/** Throwaway keys of a gateway and an orders service that trust each other as in production. */
export function createTestIdentity(): TestIdentity {
  const gateway = createKeyPair();
  const orders = createKeyPair();
  const trust = {
    issuers: {
      'causeway-gateway': { keys: [gateway.publicKey] },
      'causeway-orders': { keys: [orders.publicKey] },
    },
  };
  const key = { issuer: 'causeway-gateway', key: gateway.privateKey };
  const signer = createAssertionSigner({ current: assertionKey.parse(key) });
  const write = fileWriter();
  return {
    trust: { current: assertionTrust.parse(trust) },
    trustFile: write('trust.json', trust),
    keyFile: write('gateway.json', key),
    ordersKeyFile: write('orders.json', { issuer: 'causeway-orders', key: orders.privateKey }),
    sign: ({ principal = anonymous, ...request }) => signer.sign({ ...request, principal }),
  };
}

function createKeyPair() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const kid = randomUUID();
  return {
    privateKey: { ...privateKey.export({ format: 'jwk' }), kid },
    publicKey: { ...publicKey.export({ format: 'jwk' }), kid },
  };
}

function fileWriter(): (name: string, contents: object) => string {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return (name, contents) => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(contents), { mode: 0o600 });
    return file;
  };
}
