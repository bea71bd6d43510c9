import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const app = join(root, 'gateway/sandbox-app/src');
const schema = buildSchema(
  readFileSync(join(root, 'services/registry/src/schema.graphql'), 'utf8'),
);
const documents = globSync('{registry,schema-history,checks,usage,graph}/operations/*.graphql', {
  cwd: app,
});

test("the registry's pages ask for what the registry has", () => {
  expect(documents.length).toBeGreaterThan(5);
  const texts = documents.map((file) => readFileSync(join(app, file), 'utf8'));
  expect(validate(schema, parse(texts.join('\n')))).toEqual([]);
});
