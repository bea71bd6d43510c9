import { parseArgs } from 'node:util';
import type { Flags } from '../config.ts';

/** What the command line asks for. */
export type Command =
  | { kind: 'serve'; flags: Flags }
  | { kind: 'config print'; flags: Flags }
  | { kind: 'config schema' }
  | { kind: 'help' }
  | { kind: 'mistake'; message: string };

export const HELP = `Usage: npm run gateway -- --supergraph FILE [options]
       npm run gateway -- config print [options]
       npm run gateway -- config schema

Serves a federated graph at http://HOST:PORT/graphql, from a supergraph and nothing else.

  --supergraph FILE   the supergraph; it is read again whenever it changes (SUPERGRAPH)
  --port N            the port to listen on; 0 takes any free one (PORT, default 4000)
  --host H            the address to listen on (HOST, default 127.0.0.1)
  --config FILE       settings in YAML; docs/gateway-config.schema.json describes them
  --help              this

  config print        writes the settings as they would be used, secrets hidden
  config schema       writes the JSON Schema of the settings file

Further variables: JWT_ISSUER, JWKS_URL, JWT_AUDIENCE, JWKS_ALLOW_HTTP (true: also in production),
ENDED_SESSIONS_URL,
ASSERTION_KEY_FILE, LOG_LEVEL, NODE_ENV, PLANNER, SANDBOX (causeway, apollo or off), SANDBOX_SAMPLE_ACCOUNTS,
SANDBOX_REGISTRY, REDIS_URL, REUSE_PORT (true: several
gateways may listen on the port). Variables beat the settings file, options beat both.
`;

/** Reads the arguments after the program's name. */
export function parseCommandLine(args: readonly string[]): Command {
  const parsed = parse(args);
  if ('message' in parsed) return { kind: 'mistake', message: parsed.message };
  const { help, ...flags } = parsed.values;
  if (help) return { kind: 'help' };
  const command = parsed.positionals.join(' ');
  switch (command) {
    case '':
      return { kind: 'serve', flags };
    case 'config print':
      return { kind: 'config print', flags };
    case 'config schema':
      return { kind: 'config schema' };
    default:
      return { kind: 'mistake', message: `There is no command "${command}"` };
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        supergraph: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        config: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    // Its first sentence; the rest is advice on positional arguments.
    const [message = ''] = (error as Error).message.split('. ');
    return { message };
  }
}
