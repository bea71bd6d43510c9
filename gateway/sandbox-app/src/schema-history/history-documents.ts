import schemaChange from '../registry/operations/schema-change.graphql?raw';
import type {
  SandboxComparisonQuery,
  SandboxComparisonQueryVariables,
  SandboxVersionsQuery,
  SandboxVersionsQueryVariables,
} from '../registry/registry-answers.generated.ts';
import { joinDocument } from '../registry/registry-document.ts';
import comparison from './operations/comparison.graphql?raw';
import version from './operations/version.graphql?raw';
import versions from './operations/versions.graphql?raw';

export const comparisonDocument = joinDocument<
  SandboxComparisonQuery,
  SandboxComparisonQueryVariables
>(comparison, version, schemaChange);

export const versionsDocument = joinDocument<SandboxVersionsQuery, SandboxVersionsQueryVariables>(
  ...[versions, version],
);
