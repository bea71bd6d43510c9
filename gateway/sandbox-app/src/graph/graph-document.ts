import type {
  SandboxSupergraphQuery,
  SandboxSupergraphQueryVariables,
} from '../registry/registry-answers.generated.ts';
import { joinDocument } from '../registry/registry-document.ts';
import supergraph from './operations/supergraph.graphql?raw';

export const supergraphDocument = joinDocument<
  SandboxSupergraphQuery,
  SandboxSupergraphQueryVariables
>(supergraph);
