import type { Command } from 'commander';
import { printGrant } from '../input/parse-grant.ts';
import { printTable } from '../output/print-table.ts';
import { formatOption, type OutputOptions, writeResult } from '../output/write-result.ts';
import { LIST_TOKENS } from '../registry/documents.ts';
import { required } from '../registry/failure.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

interface Token {
  id: string;
  name: string;
  grants: readonly Parameters<typeof printGrant>[0][];
  expiresAt: string | null;
  lastUsedAt: string | null;
  revokedAt: string | null;
}

export function listTokens(): Command {
  return registryVerb('list', 'the tokens with a right to a graph')
    .argument('<graph>', 'such as shop')
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText('after', '\nExample:\n  $ causeway token list shop');
}

async function run(name: string, options: RegistryOptions & OutputOptions): Promise<void> {
  const { graph } = await connect(options)<{ graph: { tokens: readonly Token[] } | null }>(
    LIST_TOKENS,
    { name },
  );
  const { tokens } = required(graph, `graph ${name}`);
  const rows = tokens.map((token) => [
    ...[token.id, token.name, token.lastUsedAt ?? 'never', stateOf(token)],
    token.grants.map(printGrant).join(' '),
  ]);
  const headings = ['ID', 'NAME', 'LAST USED', 'STATE', 'GRANTS'];
  writeResult({ json: { tokens }, plain: () => printTable(headings, rows) }, options);
}

function stateOf({ revokedAt, expiresAt }: Token): string {
  if (revokedAt !== null) return `revoked ${revokedAt}`;
  return expiresAt === null ? 'good' : `until ${expiresAt}`;
}
