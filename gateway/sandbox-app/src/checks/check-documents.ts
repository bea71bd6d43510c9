import recordedOperation from '../registry/operations/recorded-operation.graphql?raw';
import schemaChange from '../registry/operations/schema-change.graphql?raw';
import type {
  SandboxCheckQuery,
  SandboxCheckQueryVariables,
  SandboxChecksQuery,
  SandboxChecksQueryVariables,
} from '../registry/registry-answers.generated.ts';
import { joinDocument } from '../registry/registry-document.ts';
import check from './operations/check.graphql?raw';
import checkHead from './operations/check-head.graphql?raw';
import checks from './operations/checks.graphql?raw';

export const checkDocument = joinDocument<SandboxCheckQuery, SandboxCheckQueryVariables>(
  ...[check, checkHead, schemaChange, recordedOperation],
);

export const checksDocument = joinDocument<SandboxChecksQuery, SandboxChecksQueryVariables>(
  ...[checks, checkHead],
);
