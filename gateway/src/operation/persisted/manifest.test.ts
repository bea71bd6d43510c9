import { describe, expect, test } from 'vitest';
import { ManifestError, parseBody, parseManifest, printManifest } from './manifest.ts';

const operation = { id: 'a', name: 'A', type: 'query', body: 'query A { a }' } as const;
const manifestOf = (...operations: readonly object[]) =>
  JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations });

test('reads what it writes, in the order of names', () => {
  const first = { ...operation, id: 'b', name: '0', body: 'query B { a }' };
  expect(parseManifest(printManifest([operation, first]))).toEqual([first, operation]);
});

test('leaves alone what else a tool has written', () => {
  expect(parseManifest(manifestOf({ ...operation, clientName: 'web' }))).toEqual([operation]);
});

describe('a manifest that is refused says why', () => {
  test.each([
    ['{', 'manifest: not JSON'],
    ['[]', 'manifest: Invalid input'],
    ['{"format":"apollo-persisted-query-manifest","version":2,"operations":[]}', 'version: '],
    [manifestOf({ ...operation, id: '' }), 'operations.0.id: '],
    [manifestOf({ ...operation, type: 'fragment' }), 'operations.0.type: '],
    [manifestOf(operation, operation), 'operations: the id a is there twice'],
  ])('%s', (text, reason) => {
    expect(() => parseManifest(text)).toThrow(ManifestError);
    expect(() => parseManifest(text)).toThrow(reason);
  });
});

describe('a body that is refused says why', () => {
  test.each([
    [{ body: 'query A {' }, 'the body of a is not GraphQL: '],
    [{ type: 'mutation' as const }, 'A (a) is a query, not a mutation'],
    [{ body: 'query A { a } query B { a }' }, 'the body of a holds 2 operations'],
    [{ body: 'fragment F on T { a }' }, 'the body of a holds 0 operations'],
  ])('%j', (changed, reason) => {
    expect(() => parseBody({ ...operation, ...changed })).toThrow(ManifestError);
    expect(() => parseBody({ ...operation, ...changed })).toThrow(reason);
  });
});
