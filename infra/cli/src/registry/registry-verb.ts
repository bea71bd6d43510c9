import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { CliError } from '../cli-error.ts';
import { fileError } from '../input/file-error.ts';
import { type AskRegistry, createAskRegistry } from './ask-registry.ts';

const LOCAL_REGISTRY = 'http://127.0.0.1:4004/graphql';

export interface RegistryOptions {
  registry: string;
  tokenFile?: string;
}

/** A verb that asks the registry. A token is no option: what stands in a command line is seen by others. */
export function registryVerb(name: string, summary: string): Command {
  return new Command(name)
    .description(summary)
    .addOption(
      new Option('--registry <url>', 'address of the registry')
        .env('CAUSEWAY_REGISTRY')
        .default(LOCAL_REGISTRY),
    )
    .option('--token-file <file>', 'file that holds the token, instead of CAUSEWAY_TOKEN');
}

/**
 * Returns how to ask the registry that the options name, by default with a deadline that composing and
 * checking a large graph keep. Throws CliError for what is no address.
 */
export function connect(
  { registry, tokenFile }: RegistryOptions,
  { deadlineMs = 90_000 }: { deadlineMs?: number } = {},
): AskRegistry {
  return createAskRegistry(endpointOf(registry), { token: readToken(tokenFile), deadlineMs });
}

/** Both the registry's origin and the address of its GraphQL endpoint are understood. */
function endpointOf(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    const message = `"${text}" is no address of a registry: expected http(s)://host.`;
    throw new CliError('usage', { code: 'REGISTRY_URL', message });
  }
  if (url.pathname === '/') url.pathname = '/graphql';
  return url.href;
}

function readToken(file: string | undefined): string | null {
  if (file === undefined) return process.env.CAUSEWAY_TOKEN?.trim() || null;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw fileError(error, file, 'read');
  }
}
