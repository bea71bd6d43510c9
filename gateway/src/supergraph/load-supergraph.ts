import {
  DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  printSchema,
  Supergraph,
} from '@apollo/federation-internals';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import { reasonOf } from '../errors/reason-of.ts';
import type { CostDirectiveNames } from './cost-directives.ts';
import { type AccessRules, readAccessRules } from './read-access-rules.ts';
import { type JoinDirectives, readJoinDirectives } from './read-join-directives.ts';
import { SupergraphError } from './supergraph-error.ts';

/** A supergraph that was found valid, in the forms that its users need. */
export interface LoadedSupergraph extends JoinDirectives {
  readonly sdl: string;
  /** The schema that clients see. */
  readonly apiSchema: GraphQLSchema;
  readonly subgraphs: readonly SubgraphAddress[];
  /** All types, also those that clients do not see. */
  readonly fullSchema: GraphQLSchema;
  /** Who may see what. */
  readonly accessRules: AccessRules;
  /** Null where there are none. */
  readonly costDirectives: CostDirectiveNames | null;
}

export interface SubgraphAddress {
  readonly name: string;
  readonly url: string;
}

/** Others are refused if they are for security or execution: they would be served without them. */
export const supportedFeatures: Set<string> = new Set([
  ...DEFAULT_SUPPORTED_SUPERGRAPH_FEATURES,
  'https://specs.apollo.dev/context/v0.1',
  'https://specs.apollo.dev/authenticated/v0.1',
  'https://specs.apollo.dev/requiresScopes/v0.1',
  'https://specs.apollo.dev/policy/v0.1',
]);

/** What is read of a supergraph, as data that can be handed from one thread to another. */
export interface SupergraphReading extends Omit<LoadedSupergraph, 'apiSchema' | 'fullSchema'> {
  readonly apiSdl: string;
  readonly fullSdl: string;
}

/** Reads a supergraph. Throws SupergraphError with the reason when it is not a valid one. */
export function loadSupergraph(sdl: string): LoadedSupergraph {
  const { apiSdl, fullSdl, ...reading } = readSupergraph(sdl);
  return { ...reading, apiSchema: schemaOf(apiSdl), fullSchema: schemaOf(fullSdl) };
}

/** The schema that a text of a reading is for. */
export function schemaOf(sdl: string): GraphQLSchema {
  return buildASTSchema(parse(sdl, { noLocation: true }), { assumeValidSDL: true });
}

/**
 * The part of loading that takes long: half a second where there are some hundreds of types. Throws
 * SupergraphError.
 */
export function readSupergraph(sdl: string): SupergraphReading {
  try {
    // Validated in production too: an invalid file must never replace a valid one.
    const supergraph = Supergraph.build(sdl, { validateSupergraph: true, supportedFeatures });
    return {
      sdl,
      apiSdl: printSchema(supergraph.apiSchema()),
      subgraphs: supergraph.subgraphsMetadata(),
      fullSdl: printSchema(supergraph.schema),
      ...readJoinDirectives(sdl),
      accessRules: readAccessRules(supergraph.schema),
      costDirectives: costDirectivesOf(supergraph),
    };
  } catch (cause) {
    throw new SupergraphError(reasonOf(cause), { cause });
  }
}

/** Who composes may call them otherwise. */
function costDirectivesOf({ schema }: Supergraph): CostDirectiveNames | null {
  const feature = schema.coreFeatures?.getByIdentity('https://specs.apollo.dev/cost');
  if (feature === undefined) return null;
  return {
    cost: feature.directiveNameInSchema('cost'),
    listSize: feature.directiveNameInSchema('listSize'),
  };
}
