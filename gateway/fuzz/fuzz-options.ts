import { parseArgs } from 'node:util';
import { checkedUrl } from '../attack/attack-options.ts';

export const FUZZ_HELP = `Usage: npm run fuzz -- --url URL [options]

Sends requests that are made up by chance, while an innocent client goes on asking, until one of them
breaks something: a fault of the server, a malformed answer, an inside told to the outside, no answer.
The request is made as small as it can be, and shown with what finds it again. See docs/hostile-internet.md.

  --url URL         the GraphQL endpoint
  --query TEXT      what the innocent client asks ({ __typename })
  --schema FILE     the schema as SDL, where the server does not tell it
  --seed N          where chance begins; another each time unless it is said
  --only PATH       the one request of a seed that a report named
  --seconds N       how long (60)
  --requests N      how many at the most (no end)
  --i-may-test-this-host   needed for a server that is not on this machine
  --help            this
`;

export type FuzzCommand = ReturnType<typeof parseFuzzOptions>;

/** Reads the arguments. Throws what is wrong with them, in words. */
export function parseFuzzOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      url: { type: 'string' },
      query: { type: 'string', default: '{ __typename }' },
      schema: { type: 'string' },
      seed: { type: 'string' },
      only: { type: 'string' },
      seconds: { type: 'string', default: '60' },
      requests: { type: 'string', default: '1000000000' },
      'i-may-test-this-host': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { help, query, schema, only } = values;
  if (!help && values.url === undefined) throw new Error('Say --url.');
  return {
    ...{ help, query, schema, only },
    url: values.url === undefined ? null : checkedUrl(values.url, values['i-may-test-this-host']),
    seed: values.seed === undefined ? Date.now() % 2 ** 31 : whole('seed', values.seed),
    durationMs: whole('seconds', values.seconds) * 1_000,
    mostRequests: whole('requests', values.requests),
  };
}

function whole(option: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number)) return number;
  throw new Error(`--${option} must be a whole number; it is "${text}".`);
}
