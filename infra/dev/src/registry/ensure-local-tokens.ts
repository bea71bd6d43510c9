import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AskRegistry, RegistryError } from './ask-registry.ts';
import { LOCAL_GRAPH, LOCAL_VARIANT } from './local-graph.ts';

/** Who works with the registry of this machine, and what each may do there: no more than it has to. */
const grants = {
  developer: { graph: LOCAL_GRAPH, permissions: ['ADMIN'] },
  'npm-start': { graph: LOCAL_GRAPH, variant: LOCAL_VARIANT, permissions: ['PUBLISH'] },
  gateway: { graph: LOCAL_GRAPH, variant: LOCAL_VARIANT, permissions: ['SERVE'] },
  sandbox: { graph: LOCAL_GRAPH, permissions: ['READ'] },
};

type Holder = keyof typeof grants;

export type LocalTokens = Record<Holder, string>;

/** Where a holder's token is kept, as plain text: `$(cat .causeway/keys/tokens/developer)`. */
export function localTokenFile(keysFolder: string, holder: Holder): string {
  return join(keysFolder, 'tokens', holder);
}

/** The tokens that were kept, whether the registry still knows them or not; null when one is missing. */
export async function readLocalTokens(keysFolder: string): Promise<LocalTokens | null> {
  const holders = Object.keys(grants) as Holder[];
  const kept = await Promise.all(holders.map((holder) => readToken(keysFolder, holder)));
  if (kept.includes('')) return null;
  return Object.fromEntries(holders.map((holder, index) => [holder, kept[index]])) as LocalTokens;
}

/**
 * Returns a token for each holder: the one that was kept, if the registry still knows it, or else a new
 * one, written down for its owner's eyes only. A database that was emptied knows none.
 */
export async function ensureLocalTokens(options: {
  ask: AskRegistry;
  adminToken: string;
  keysFolder: string;
}): Promise<LocalTokens> {
  const holders = Object.keys(grants) as Holder[];
  await mkdir(join(options.keysFolder, 'tokens'), { recursive: true, mode: 0o700 });
  const tokens = await Promise.all(
    holders.map(async (holder) => [holder, await ensureToken(holder, options)]),
  );
  return Object.fromEntries(tokens);
}

async function ensureToken(
  holder: Holder,
  options: { ask: AskRegistry; adminToken: string; keysFolder: string },
): Promise<string> {
  const { ask, adminToken, keysFolder } = options;
  const file = localTokenFile(keysFolder, holder);
  const kept = await readToken(keysFolder, holder);
  if (kept !== '' && (await isKnown(kept, ask))) return kept;
  const { createToken } = await ask<{ createToken: { secret: string } }>({
    token: adminToken,
    query: `mutation ($input: CreateTokenInput!) {
      createToken(input: $input) { ... on TokenCreated { secret } }
    }`,
    variables: { input: { name: holder, grants: [grants[holder]] } },
  });
  // Written aside and renamed, so that a file that exists is whole.
  await writeFile(`${file}.new`, `${createToken.secret}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
  return createToken.secret;
}

/** Empty where there is none. */
async function readToken(keysFolder: string, holder: Holder): Promise<string> {
  return (await readFile(localTokenFile(keysFolder, holder), 'utf8').catch(() => '')).trim();
}

async function isKnown(token: string, ask: AskRegistry): Promise<boolean> {
  try {
    await ask({ token, query: '{ viewer { id } }' });
    return true;
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'UNAUTHENTICATED') return false;
    throw error;
  }
}
