import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import * as documents from './documents.ts';

const file = new URL('../../../../services/registry/src/schema.graphql', import.meta.url);
const schema = buildSchema(readFileSync(file, 'utf8'));

test.each(Object.entries(documents))("%s is valid by the registry's schema", (_name, document) => {
  expect(validate(schema, parse(document)).map(({ message }) => message)).toEqual([]);
});
