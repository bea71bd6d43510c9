import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { runCauseway } from './run-causeway.ts';

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

async function compose(...args: string[]) {
  const options = ['--config', config, '--output', out];
  const { status, stdout, stderr } = await runCauseway([
    ...['supergraph', 'compose', ...options, ...args],
  ]);
  return { status, output: stdout + stderr };
}

test('writes the supergraph, and finds it current until a schema changes', async () => {
  expect(await compose()).toEqual({ status: 0, output: expect.stringContaining('from users') });
  expect(readFileSync(out, 'utf8')).toContain('@join__graph(name: "users"');
  expect(await compose('--check')).toEqual({ status: 0, output: '' });
  writeFileSync(schema, 'type Query { me: ID! }');
  const { status, output } = await compose('--check');
  expect([status, output]).toEqual([1, expect.stringContaining('Compose again without --check')]);
  expect(readFileSync(out, 'utf8')).not.toContain('ID!');
});

test('says what does not compose and leaves the file alone', async () => {
  writeFileSync(out, 'as it was');
  writeFileSync(schema, 'type Query { me: Lost }');
  const { status, output } = await compose();
  expect(status).toBe(1);
  expect(output).toMatch(/\[users\] Unknown type .*\(in Query\.me\)[\s\S]*users\.graphql:1:18/);
  expect(output).not.toContain('at file://');
  expect(readFileSync(out, 'utf8')).toBe('as it was');
});

test('refuses an option that it does not know', async () => {
  expect(await compose('--chekc')).toEqual({
    status: 2,
    output: expect.stringMatching(/unknown option '--chekc'[\s\S]*--check/),
  });
});
