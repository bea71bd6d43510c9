import { readFileSync } from 'node:fs';
import { BlockList } from 'node:net';
import { parseArgs } from 'node:util';
import { positive } from '../bench/positive.ts';
import { groups } from './groups/groups.ts';

export const ATTACK_HELP = `Usage: npm run attack -- --url URL [options]
       npm run attack -- --compare NAMES [options]

Sends what hostile clients send, while an innocent client goes on asking, and tells what came of it.
See docs/hostile-internet.md. Only for servers that are yours to try.

  --url URL           the GraphQL endpoint
  --query TEXT        what the innocent client asks ({ __typename })
  --schema FILE       the schema as SDL, where the server does not tell it
  --header 'K: V'     sent with every request; may be repeated
  --group NAMES       groups, by comma: ${groups.map(({ name }) => name).join(', ')}
  --exact             hold the server to the statuses and codes of Causeway
  --deadline S        seconds for an answer (10)
  --patience MS       the longest that an innocent request may take (250)
  --hold S            seconds that slow clients last (2); from 35 on the server must hang up on them
  --pid N             the server's process, to read its memory
  --metrics URL       the server's metrics, to read its memory
  --jwks FILE         public keys of the server's token issuer, to forge tokens with
  --json FILE         writes all there is to tell
  --compare NAMES     starts gateways of the benchmark on a graph of its own, one after the other, and
                      tries each: causeway, apollo-fastify, apollo-express, hive-js, hive-rust
  --i-may-test-this-host   needed for a server that is not on this machine
  --help              this
`;

export type AttackOptions = ReturnType<typeof parseAttackOptions>;

/** Reads the arguments. Throws what is wrong with them, in words. */
export function parseAttackOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      url: { type: 'string' },
      query: { type: 'string', default: '{ __typename }' },
      schema: { type: 'string' },
      header: { type: 'string', multiple: true, default: [] },
      group: { type: 'string' },
      exact: { type: 'boolean', default: false },
      deadline: { type: 'string', default: '10' },
      patience: { type: 'string', default: '250' },
      hold: { type: 'string', default: '2' },
      pid: { type: 'string' },
      metrics: { type: 'string' },
      jwks: { type: 'string' },
      json: { type: 'string' },
      compare: { type: 'string' },
      'i-may-test-this-host': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { help, query, schema, exact, metrics, json } = values;
  const url =
    values.url === undefined ? null : checkedUrl(values.url, values['i-may-test-this-host']);
  const compare = values.compare?.split(',') ?? null;
  if (!help && (url === null) === (compare === null)) throw new Error('Say --url, or --compare.');
  return {
    ...{ help, url, compare, query, schema, exact, metrics, json },
    headers: Object.fromEntries(values.header.map(headerOf)),
    groups: pickGroups(values.group),
    deadlineMs: positive('deadline', values.deadline) * 1_000,
    patienceMs: positive('patience', values.patience),
    holdMs: positive('hold', values.hold) * 1_000,
    pid: values.pid === undefined ? undefined : positive('pid', values.pid),
    publicKeys: values.jwks === undefined ? [] : keysIn(values.jwks),
  };
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whoever names another machine says that they may. */
export function checkedUrl(text: string, mayTest: boolean): URL {
  const url = new URL(text);
  if (!['http:', 'https:'].includes(url.protocol))
    throw new Error(`--url: ${text} is no HTTP address.`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isHere = host === 'localhost' || loopback.check(host, host.includes(':') ? 'ipv6' : 'ipv4');
  if (isHere || mayTest) return url;
  throw new Error(
    `${host} is not this machine. If you may try to break it, say so: --i-may-test-this-host.`,
  );
}

function headerOf(line: string): [string, string] {
  const colon = line.indexOf(':');
  if (colon < 1) throw new Error(`--header takes "name: value"; "${line}" is none.`);
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

function pickGroups(names: string | undefined) {
  if (names === undefined) return groups;
  return names.split(',').map((name) => {
    const found = groups.find((group) => group.name === name);
    if (found !== undefined) return found;
    throw new Error(`There is no group "${name}".`);
  });
}

function keysIn(file: string): readonly Record<string, unknown>[] {
  return JSON.parse(readFileSync(file, 'utf8')).keys;
}
