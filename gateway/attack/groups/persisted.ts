import { createHash } from 'node:crypto';
import type { Exchange } from '../http/exchange.ts';
import { get, post } from '../http/graphql-request.ts';
import type { RawRequest } from '../http/raw-request.ts';
import type { Target } from '../target/target.ts';
import { type Group, type HostileCase, refused, tolerated } from './group.ts';

/** Operations that are asked for by their hash. */
export const persisted: Group = {
  name: 'persisted',
  summary: 'hashes that are none, or those of another operation',
  cases: (target) => [...malformed(target), ...poisoning(target)],
};

function malformed(target: Target): HostileCase[] {
  const { query } = target.innocent;
  const hash = hashOf(query);
  const extensions: readonly (readonly [string, unknown])[] = [
    ['a text for the extension', 'x'],
    ['a list for the extension', []],
    ['an empty extension', {}],
    ['no hash', { version: 1 }],
    ['a number for the hash', { version: 1, sha256Hash: 1 }],
    ['an object for the hash', { version: 1, sha256Hash: { a: 1 } }],
    ['an empty hash', { version: 1, sha256Hash: '' }],
    ['a hash of 500 kB', { version: 1, sha256Hash: 'a'.repeat(500_000) }],
    ['a hash that is a path', { version: 1, sha256Hash: '../../../../etc/passwd' }],
    ['a hash that is a command', { version: 1, sha256Hash: 'a\r\nFLUSHALL\r\n' }],
    ['a hash that is a prototype', { version: 1, sha256Hash: '__proto__' }],
    ['a version that is not there', { version: 99, sha256Hash: hash }],
    ['a version that is a text', { version: '1', sha256Hash: hash }],
  ];
  return extensions.flatMap(([name, persistedQuery]) => [
    {
      ...{ name, expect: tolerated },
      request: () => post(target, { extensions: { persistedQuery } }),
    },
    {
      ...{ name: `${name}, with the operation`, expect: tolerated },
      request: () => post(target, { query, extensions: { persistedQuery } }),
    },
  ]);
}

function poisoning(target: Target): HostileCase[] {
  const ofInnocent = { version: 1, sha256Hash: hashOf(target.innocent.query) };
  const other = '{ poisoned: __typename }';
  const unknown = hashOf(`{ x${Math.random()}: __typename }`);
  const flood = (index: number): RawRequest => {
    const query = `{ flood${index}: __typename }`;
    return post(target, {
      query,
      extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(query) } },
    });
  };
  return [
    {
      name: 'the hash of one operation with the text of another',
      request: () => post(target, { query: other, extensions: { persistedQuery: ofInnocent } }),
      expect: refused(),
    },
    {
      name: 'the same by GET',
      request: () =>
        get(
          target,
          `query=${encodeURIComponent(other)}&extensions=${encodeURIComponent(JSON.stringify({ persistedQuery: ofInnocent }))}`,
        ),
      expect: refused(),
    },
    {
      name: 'what that hash stands for afterwards',
      request: () => post(target, { extensions: { persistedQuery: ofInnocent } }),
      expect: tolerated,
      findFault: ({ text }: Exchange) =>
        text.includes('"poisoned"') ? 'keeps an operation under the hash of another' : null,
    },
    {
      name: 'a hash that nobody knows',
      request: () =>
        post(target, { extensions: { persistedQuery: { version: 1, sha256Hash: unknown } } }),
      expect: tolerated,
    },
    {
      name: '20 new operations to keep',
      request: () => Array.from({ length: 20 }, (_, index) => flood(index)),
      expect: tolerated,
    },
  ];
}

function hashOf(query: string): string {
  return createHash('sha256').update(query).digest('hex');
}
