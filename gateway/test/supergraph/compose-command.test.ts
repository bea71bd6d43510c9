import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, expect, test } from 'vitest';

const command = fileURLToPath(new URL('../../src/compose-command.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'causeway-compose-'));
const [config, schema, out] = ['supergraph.yaml', 'users.graphql', 'out.graphql'].map((name) =>
  join(folder, name),
) as [string, string, string];
afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  writeFileSync(
    config,
    'subgraphs: { users: { routing_url: "http://users.test", schema: { file: users.graphql } } }',
  );
  writeFileSync(schema, 'type Query { me: ID }');
});

function compose(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [command, '--config', config, '--out', out, ...args],
    { encoding: 'utf8' },
  );
  return { status, output: stdout + stderr };
}

test('writes the supergraph, and finds it current until a schema changes', () => {
  expect(compose()).toEqual({ status: 0, output: expect.stringContaining('from users') });
  expect(readFileSync(out, 'utf8')).toContain('@join__graph(name: "users"');
  expect(compose('--check')).toEqual({ status: 0, output: '' });
  writeFileSync(schema, 'type Query { me: ID! }');
  const { status, output } = compose('--check');
  expect([status, output]).toEqual([1, expect.stringContaining('Run: npm run compose')]);
  expect(readFileSync(out, 'utf8')).not.toContain('ID!');
});

test('says what does not compose and leaves the file alone', () => {
  writeFileSync(out, 'as it was');
  writeFileSync(schema, 'type Query { me: Lost }');
  const { status, output } = compose();
  expect(status).toBe(1);
  expect(output).toMatch(/\[users\] Unknown type .*\(in Query\.me\)[\s\S]*users\.graphql:1:18/);
  expect(output).not.toContain('at file://');
  expect(readFileSync(out, 'utf8')).toBe('as it was');
});

test('refuses an option that it does not know', () => {
  expect(compose('--chekc')).toEqual({
    status: 1,
    output: expect.stringMatching(/^Unknown option '--chekc'/),
  });
});
