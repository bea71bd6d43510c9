import { type Command, InvalidArgumentError } from 'commander';
import { type Grant, parseGrant } from '../input/parse-grant.ts';
import { formatOption, type OutputOptions, writeResult } from '../output/write-result.ts';
import { CREATE_TOKEN } from '../registry/documents.ts';
import { type Failure, failureError } from '../registry/failure.ts';
import { connect, type RegistryOptions, registryVerb } from '../registry/registry-verb.ts';

interface Options extends RegistryOptions, OutputOptions {
  name: string;
  grant: readonly Grant[];
  expiresAt?: string;
}

interface TokenCreated {
  __typename: 'TokenCreated';
  secret: string;
  token: { id: string; name: string };
}

export function createToken(): Command {
  return registryVerb('create', 'make a token; its secret is told this once')
    .requiredOption('--name <name>', 'whose it is; what it does is recorded under this name')
    .requiredOption(
      '--grant <grant>',
      'graph[@variant][/subgraph]:PERMISSION,…; may be given several times',
      (text: string, before: readonly Grant[] = []) => [...before, parseGrant(text)],
    )
    .option('--expires-at <instant>', 'when it ends, as RFC 3339 writes it', parseInstant)
    .addOption(formatOption('plain', 'json'))
    .action(run)
    .addHelpText(
      'after',
      `
Permissions: READ, SERVE, CHECK, PUBLISH, ROLLBACK, ADMIN.
The secret alone is on standard output, so that it can go where it is kept.

Example:
  $ causeway token create --name catalog-ci --grant shop@production/catalog:CHECK,PUBLISH > token`,
    );
}

async function run(options: Options): Promise<void> {
  const { name, grant: grants, expiresAt } = options;
  const { createToken: outcome } = await connect(options)<{
    createToken: TokenCreated | Failure;
  }>(CREATE_TOKEN, { input: { name, grants, expiresAt } });
  if (outcome.__typename !== 'TokenCreated') throw failureError(outcome as Failure);
  const { secret, token } = outcome as TokenCreated;
  writeResult({ json: { secret, token }, plain: () => `${secret}\n` }, options);
  if (options.format === 'plain') {
    process.stderr.write(`Token ${token.id} for ${name}. Keep it now: it is not told again.\n`);
  }
}

function parseInstant(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError('expected such as 2027-01-31T00:00:00Z.');
  return new Date(time).toISOString();
}
