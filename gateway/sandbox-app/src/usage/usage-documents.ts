import recordedOperation from '../registry/operations/recorded-operation.graphql?raw';
import type {
  SandboxFieldOperationsQuery,
  SandboxFieldOperationsQueryVariables,
  SandboxFieldUsageQuery,
  SandboxFieldUsageQueryVariables,
} from '../registry/registry-answers.generated.ts';
import { joinDocument } from '../registry/registry-document.ts';
import fieldOperations from './operations/field-operations.graphql?raw';
import fieldUsage from './operations/field-usage.graphql?raw';

export const fieldOperationsDocument = joinDocument<
  SandboxFieldOperationsQuery,
  SandboxFieldOperationsQueryVariables
>(fieldOperations, recordedOperation);

export const fieldUsageDocument = joinDocument<
  SandboxFieldUsageQuery,
  SandboxFieldUsageQueryVariables
>(fieldUsage);
