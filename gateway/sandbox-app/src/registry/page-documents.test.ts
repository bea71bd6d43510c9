import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import contract from '../../../../services/registry/src/schema.graphql?raw';
import { checkDocument, checksDocument } from '../checks/check-documents.ts';
import { supergraphDocument } from '../graph/graph-document.ts';
import { comparisonDocument, versionsDocument } from '../schema-history/history-documents.ts';
import { fieldOperationsDocument, fieldUsageDocument } from '../usage/usage-documents.ts';

const schema = buildSchema(contract);

test.each(
  Object.entries({
    checkDocument,
    checksDocument,
    comparisonDocument,
    fieldOperationsDocument,
    fieldUsageDocument,
    supergraphDocument,
    versionsDocument,
  }),
)('%s asks for what the registry has, and brings its fragments', (_name, { text }) => {
  expect(validate(schema, parse(text))).toEqual([]);
});
