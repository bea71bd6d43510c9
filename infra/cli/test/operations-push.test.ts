import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeSupergraph } from '@causeway/schema-kit';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { runCauseway } from './run-causeway.ts';

const sha256Of = (text: string) => createHash('sha256').update(text).digest('hex');
const folder = mkdtempSync(join(tmpdir(), 'causeway-operations-'));
const [client, manifest, supergraph] = ['client', 'manifest.json', 'supergraph.graphql'].map(
  (name) => join(folder, name),
) as [string, string, string];
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  rmSync(folder, { recursive: true });
  mkdirSync(join(client, 'cards'), { recursive: true });
  const typeDefs =
    'type Query { me: User } type Mutation { go: ID } type User { id: ID name: String }';
  const subgraphs = [{ name: 'users', url: 'http://users.test', typeDefs }];
  writeFileSync(supergraph, composeSupergraph({ subgraphs }).supergraphSdl);
  write('me.graphql', '# who I am\nquery Me { me { ...Card } }');
  write('cards/card.gql', 'fragment Card on User { name }\nfragment Unused on User { id }');
});

const write = (name: string, text: string) => writeFileSync(join(client, name), text);

async function push(...args: string[]) {
  const options = ['--supergraph', supergraph, '--manifest', manifest];
  const { status, stdout, stderr } = await runCauseway(['operations', 'push', ...options, ...args]);
  return { status, output: stdout + stderr };
}

const written = () => JSON.parse(readFileSync(manifest, 'utf8'));
const body = 'query Me {\n  me {\n    ...Card\n  }\n}\n\nfragment Card on User {\n  name\n}';
const me = { id: sha256Of(body), name: 'Me', type: 'query', body };

describe('operations push', () => {
  test('writes operations with the fragments that they use, and finds them the same afterwards', async () => {
    expect(await push('--from', client)).toEqual({
      status: 0,
      output: `new  query Me  ${me.id}\n${manifest}: 1 new, 0 the same\n`,
    });
    expect(written()).toEqual({
      format: 'apollo-persisted-query-manifest',
      version: 1,
      operations: [me],
    });
    expect((await push('--from', client)).output).toBe(`${manifest}: 0 new, 1 the same\n`);
    expect(readdirSync(folder)).toHaveLength(3);
  });

  test('adds to what is there, from patterns and from manifests of other tools', async () => {
    await push('--from', client);
    const go = { id: 'own-id', name: 'Go', type: 'mutation', body: 'mutation Go { go }' };
    const theirs = join(folder, 'theirs.json');
    writeFileSync(theirs, JSON.stringify({ ...written(), operations: [go, me] }));
    write('other.graphql', 'query Again { me { id } }');
    const { status, output } = await push('--from', theirs, '--from', join(client, 'oth*.graphql'));
    expect([status, output]).toEqual([0, expect.stringContaining('2 new, 1 the same')]);
    const names = written().operations.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['Again', 'Go', 'Me']);
    expect(written().operations[1]).toEqual(go);
  });

  test('says where what is not valid stands, and leaves the manifest alone', async () => {
    await push('--from', client);
    const before = readFileSync(manifest, 'utf8');
    write(
      'bad.graphql',
      'query Bad {\n  me { shoeSize }\n}\nquery Me { me { id } }\n{ me { id } }',
    );
    write('worse.graphql', 'query Worse {');
    const { status, output } = await push('--from', client);
    expect(status).toBe(1);
    for (const fault of [
      /bad\.graphql:2:8: Cannot query field "shoeSize" on type "User"\./,
      /bad\.graphql:5:1: The operation has no name\./,
      /\.graphql:\d+:\d+: There can be only one operation named "Me"\./,
      /worse\.graphql:1:14: Syntax Error/,
    ]) {
      expect(output).toMatch(fault);
    }
    expect(output).toContain('is as it was.');
    expect(output).not.toContain('at file://');
    expect(readFileSync(manifest, 'utf8')).toBe(before);
  });

  test('refuses a manifest of another tool whose operations are not valid', async () => {
    const theirs = join(folder, 'theirs.json');
    const operation = { ...me, body: 'query Me { you { id } }' };
    const format = { format: 'apollo-persisted-query-manifest', version: 1 };
    writeFileSync(theirs, JSON.stringify({ ...format, operations: [operation] }));
    const { status, output } = await push('--from', theirs);
    expect([status, output]).toEqual([
      1,
      expect.stringMatching(/theirs\.json: Me:1:12: Cannot query field "you"/),
    ]);
    expect(existsSync(manifest)).toBe(false);
  });

  test.each([
    ['nothing at the place', ['--from', join(folder, 'nowhere')], /There are no operations at/, 1],
    ['no place', [], /'--from <place...>' not specified/, 2],
    [
      'an option that it does not know',
      ['--from', client, '--form', client],
      /unknown option '--form'/,
      2,
    ],
    ['a supergraph that is none', ['--from', client, '--supergraph', client], /EISDIR/, 1],
  ])('refuses %s', async (_what, args, reason, status) => {
    expect(await push(...args)).toEqual({ status, output: expect.stringMatching(reason) });
    expect(existsSync(manifest)).toBe(false);
  });

  test('does not write over a file that is no manifest', async () => {
    writeFileSync(manifest, '{"hello":1}');
    expect(await push('--from', client)).toEqual({
      status: 1,
      output: expect.stringMatching(/is no manifest:\nformat: /),
    });
    expect(readFileSync(manifest, 'utf8')).toBe('{"hello":1}');
  });
});
