import {
  buildSchema,
  KnownFragmentNamesRule,
  NoUnusedFragmentsRule,
  parse,
  UniqueFragmentNamesRule,
  validate,
} from 'graphql';
import { expect, test } from 'vitest';
import { checkDocument, checksDocument } from '../checks/check-documents.ts';
import { supergraphDocument } from '../graph/graph-document.ts';
import { comparisonDocument, versionsDocument } from '../schema-history/history-documents.ts';
import { fieldOperationsDocument, fieldUsageDocument } from '../usage/usage-documents.ts';

/** The rules below look at no type. */
const anySchema = buildSchema('type Query { any: Int }');
const rules = [KnownFragmentNamesRule, NoUnusedFragmentsRule, UniqueFragmentNamesRule];

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
)('%s brings the fragments that it spreads, and no others', (_name, { text }) => {
  expect(validate(anySchema, parse(text), rules)).toEqual([]);
});
