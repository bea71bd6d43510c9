import type { Command } from 'commander';
import { formatOption, type OutputOptions, writeResult } from '../output/write-result.ts';
import { REVOKE_TOKEN } from '../registry/documents.ts';
import { type Failure, failureError } from '../registry/failure.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

interface Token {
  __typename: 'Token';
  id: string;
  name: string;
  revokedAt: string | null;
}

export function revokeToken(): Command {
  return registryVerb('revoke', 'make a token worthless at once')
    .argument('<id>', 'as `token list` tells it')
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText(
      'after',
      '\nExample:\n  $ causeway token revoke 7b0d6f4e-9d0c-4c37-8f2e-0a51a9c1f3de',
    );
}

async function run(id: string, options: RegistryOptions & OutputOptions): Promise<void> {
  const { revokeToken: outcome } = await connect(options)<{ revokeToken: Token | Failure }>(
    REVOKE_TOKEN,
    { id },
  );
  if (outcome.__typename !== 'Token') throw failureError(outcome as Failure);
  const token = outcome as Token;
  const plain = () => `The token ${token.name} (${token.id}) is worth nothing from now on.\n`;
  writeResult({ json: { success: true, token }, plain }, options);
}
