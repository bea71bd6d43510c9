import { readFileSync } from 'node:fs';
import type { SubgraphInput } from '@causeway/schema-kit';
import { print } from 'graphql';
import { fileError } from '../input/file-error.ts';

/** A subgraph's schema as text, wherever it is. Throws CliError if its file cannot be read. */
export function sdlOf(subgraph: SubgraphInput): string {
  if ('typeDefs' in subgraph) {
    return typeof subgraph.typeDefs === 'string' ? subgraph.typeDefs : print(subgraph.typeDefs);
  }
  try {
    return readFileSync(subgraph.schemaPath, 'utf8');
  } catch (error) {
    throw fileError(error, subgraph.schemaPath, 'read');
  }
}
