import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRegistrySettings, startRegistry } from '@causeway/registry';
import { createLogger } from '@causeway/subgraph-kit';

/** The secret with which tests may do everything. */
export const REGISTRY_TOKEN = `cwt_${'A'.repeat(43)}`;

export interface TestRegistry {
  readonly origin: string;
  /** The public keys, as gateways are to trust them. */
  readonly trustFile: string;
  /** Asks its GraphQL API for something that has to work. */
  ask<T>(query: string, variables?: object): Promise<T>;
  close(): Promise<void>;
}

/** The real registry in this process, with keys of its own in `folder`. */
export async function startTestRegistry(
  databaseUrl: string,
  folder: string,
): Promise<TestRegistry> {
  const { keyFile, trustFile } = writeRegistryKeys(folder);
  const settings = readRegistrySettings({
    ...{ PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error' },
    ...{ REGISTRY_DATABASE_URL: databaseUrl, SIGNING_KEY_FILE: keyFile },
    BOOTSTRAP_TOKEN: REGISTRY_TOKEN,
  });
  const logger = createLogger({ name: 'registry', level: 'error' });
  const { url, close } = await startRegistry(settings, { logger });
  return {
    origin: new URL(url).origin,
    trustFile,
    ask: askerOf(url),
    close,
  };
}

/** Asks a registry's GraphQL API; rejects with the errors of its answer. */
export function askerOf(url: string, token = REGISTRY_TOKEN) {
  return async <T>(query: string, variables: object = {}): Promise<T> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  };
}

/** A key to sign with and the file that trusts it, in `folder`. */
export function writeRegistryKeys(folder: string): { keyFile: string; trustFile: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const kid = randomUUID();
  const key = { ...privateKey.export({ format: 'jwk' }), kid };
  const trusted = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid }] };
  const write = (name: string, contents: object) => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(contents), { mode: 0o600 });
    return file;
  };
  return {
    keyFile: write('registry.json', { issuer: 'causeway-registry', key }),
    trustFile: write('registry-trust.json', { issuers: { 'causeway-registry': trusted } }),
  };
}
