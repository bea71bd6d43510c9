import { ConfigurationError } from '@causeway/subgraph-kit';
import { buildPrismaClient } from './build-prisma-client.ts';
import { readKeyRotationSettings } from './config.ts';
import { explainBrokenSeal } from './signing-keys/explain-broken-seal.ts';
import { createSealer } from './signing-keys/seal-key.ts';
import { createSigningKeys } from './signing-keys/signing-keys.ts';
import { createSigningKeysStore } from './signing-keys/signing-keys-store.ts';

/**
 * `node services/identity/src/rotate-keys.ts`: adds the next signing key. Running services publish
 * it within half a minute, sign with it ten minutes later, and go on publishing the one before until
 * its last token has expired. Nothing needs a restart.
 */
try {
  await rotateKeys();
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function rotateKeys(): Promise<void> {
  const settings = readKeyRotationSettings(process.env);
  const prisma = buildPrismaClient({ databaseUrl: settings.IDENTITY_DATABASE_URL, poolSize: 1 });
  try {
    const signingKeys = createSigningKeys({
      store: createSigningKeysStore(prisma),
      sealer: createSealer(settings.SIGNING_KEY_SECRET),
      now: () => new Date(),
    });
    const { kid, activeFrom } = await explainBrokenSeal(signingKeys.rotate());
    process.stdout.write(`Signing key ${kid} signs from ${activeFrom.toISOString()}.\n`);
  } finally {
    await prisma.$disconnect();
  }
}
