import { rm } from 'node:fs/promises';
import type { SubgraphName } from '@causeway/database';
import type { LocalKeys } from '../keys/ensure-keys.ts';
import { createAskRegistry } from './ask-registry.ts';
import { ensureLocalTokens, type LocalTokens, localTokenFile } from './ensure-local-tokens.ts';
import { ensureLocalGraph, publishStack } from './publish-stack.ts';

/** The registry of this machine, with the stack's schemas in it. */
export interface LocalRegistry {
  /** Of its GraphQL endpoint. */
  url: string;
  tokens: LocalTokens;
  /** Holds the token with which people work with it. */
  tokenFile: string;
  /** What is served now. */
  version: number;
  /** Whether this start made that version. */
  isNew: boolean;
}

/**
 * Sees that the running registry has this machine's graph, its tokens, and the schemas of the subgraphs.
 * `copyFolder` is where gateways keep copies of what it served.
 */
export async function prepareRegistry(options: {
  url: string;
  keys: LocalKeys;
  copyFolder: string;
  urls: Record<SubgraphName, string>;
}): Promise<LocalRegistry> {
  const { url, keys, copyFolder, urls } = options;
  const ask = createAskRegistry(url);
  const adminToken = keys.registryToken;
  const keysFolder = keys.folder;
  const [{ isNew: isOtherDatabase }, tokens] = await Promise.all([
    ensureLocalGraph(ask, adminToken),
    ensureLocalTokens({ ask, adminToken, keysFolder }),
  ]);
  // It counts from one again, and gateways refuse what is older than their copy.
  if (isOtherDatabase) await rm(copyFolder, { recursive: true, force: true });
  const { number, isNew } = await publishStack(ask, { token: tokens['npm-start'], urls });
  const tokenFile = localTokenFile(keysFolder, 'developer');
  return { url, tokens, tokenFile, version: number, isNew };
}
