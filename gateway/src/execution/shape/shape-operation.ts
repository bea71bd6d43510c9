import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { Denials } from '../../authorization/denials.ts';
import { fragmentsOf } from '../../operation/fragments-of.ts';
import { responseNameOf } from '../../operation/response-name.ts';
import type { Data } from '../data.ts';
import type { MatchesType } from '../type-conditions.ts';
import { compileShape, type NameInData } from './compile-shape.ts';
import { createShapeContext } from './shape-context.ts';

/**
 * Makes what shapes the responses of an operation without conditions. What it finds wrong with the data it
 * adds to `errors`.
 */
export function createOperationShape(options: {
  schema: GraphQLSchema;
  document: DocumentNode;
  operation: OperationDefinitionNode;
  matches: MatchesType;
  /** The response name, unless told otherwise. */
  nameInData?: NameInData;
  /** What is null, with an error each; nothing unless told otherwise. */
  denials?: Denials | null;
}): (data: Data, errors: GraphQLError[], failed?: ReadonlySet<object>) => Data | null {
  const {
    schema,
    document,
    operation,
    matches,
    nameInData = responseNameOf,
    denials = null,
  } = options;
  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`The schema has no ${operation.operation}.`);
  const shape = compileShape({
    schema,
    rootType,
    selectionSet: operation.selectionSet,
    collector: { fragments: fragmentsOf(document), matches },
    nameInData,
    denials,
  });
  return (data, errors, failed) => shape(data, createShapeContext(errors, failed));
}
