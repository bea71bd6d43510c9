import { generateKeyPairSync, type JsonWebKey, randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Service, services } from '@causeway/database';

/** Who signs assertions: the gateway for its clients, orders when it asks catalog for prices. */
type Issuer = 'causeway-gateway' | 'causeway-orders';

export interface LocalKeys {
  folder: string;
  trustFile: string;
  keyFiles: Record<Issuer, string>;
  /** What the registry signs supergraphs with, and by what gateways know it. */
  registryKeyFile: string;
  registryTrustFile: string;
  signingKeySecret: string;
  /** The token with which this machine's graph and its other tokens are made in its registry. */
  registryToken: string;
  databasePasswords: Record<Service, { owner: string; app: string }>;
  /** Of the queues that carry events. */
  eventsPassword: string;
  /** What the payment sandbox signs its callbacks with. */
  paymentWebhookSecret: string;
}

interface Secrets {
  signingKeySecret: string;
  registryToken: string;
  databasePasswords: LocalKeys['databasePasswords'];
  eventsPassword: string;
  paymentWebhookSecret: string;
}

/**
 * Makes the keys and passwords of this checkout when there are none, readable by their owner only, and
 * returns them. They stay the same between starts, so that people stay signed in.
 */
export async function ensureKeys(folder: string): Promise<LocalKeys> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const trustFile = join(folder, 'trust.json');
  const keyFiles = {
    'causeway-gateway': join(folder, 'gateway.json'),
    'causeway-orders': join(folder, 'orders.json'),
  };
  await ensureKeyPairs(keyFiles, trustFile);
  const registryKeyFile = join(folder, 'registry.json');
  const registryTrustFile = join(folder, 'registry-trust.json');
  await ensureKeyPairs({ 'causeway-registry': registryKeyFile }, registryTrustFile);
  const secrets = await ensureSecrets(join(folder, 'secrets.json'));
  return { folder, trustFile, keyFiles, registryKeyFile, registryTrustFile, ...secrets };
}

/** The trust file comes last: while it is missing, an interrupted start begins again. */
async function ensureKeyPairs(keyFiles: Record<string, string>, trustFile: string): Promise<void> {
  if (existsSync(trustFile)) return;
  const trusted: Record<string, { keys: JsonWebKey[] }> = {};
  for (const [issuer, keyFile] of Object.entries(keyFiles)) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const kid = randomUUID();
    await writeSecretFile(keyFile, {
      issuer,
      key: { ...privateKey.export({ format: 'jwk' }), kid },
    });
    trusted[issuer] = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid }] };
  }
  await writeSecretFile(trustFile, { issuers: trusted });
}

async function ensureSecrets(file: string): Promise<Secrets> {
  const kept: Partial<Secrets> = existsSync(file) ? JSON.parse(await readFile(file, 'utf8')) : {};
  const secrets = withMissing(kept);
  if (JSON.stringify(secrets) !== JSON.stringify(kept)) await writeSecretFile(file, secrets);
  return secrets;
}

/** A checkout that was started before may lack what has come since. */
function withMissing(kept: Partial<Secrets>): Secrets {
  const password = () => randomBytes(24).toString('base64url');
  const passwords = services.map((service) => [service, { owner: password(), app: password() }]);
  return {
    signingKeySecret: randomBytes(32).toString('base64url'),
    registryToken: `cwt_${randomBytes(32).toString('base64url')}`,
    eventsPassword: password(),
    paymentWebhookSecret: randomBytes(32).toString('base64url'),
    ...kept,
    databasePasswords: { ...Object.fromEntries(passwords), ...kept.databasePasswords },
  };
}

/** Written aside and renamed, so that a file that exists is whole. */
async function writeSecretFile(file: string, contents: object): Promise<void> {
  await writeFile(`${file}.new`, `${JSON.stringify(contents, null, 2)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
