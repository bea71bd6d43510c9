import { printSchema, Supergraph } from '@apollo/federation-internals';
import { GraphQLError, parse, print } from 'graphql';
import { CompositionError, type CompositionReason } from '../composition/composition-error.ts';
import { fixOf } from '../composition/composition-fixes.ts';
import { declareInaccessible } from './declare-inaccessible.ts';
import { findHidden } from './find-hidden.ts';
import { hideElements } from './hide-elements.ts';

/** Which part of a graph a contract is. */
export interface ContractFilter {
  /** When there are any, only what bears one of them is in. */
  readonly includeTags: readonly string[];
  /** What bears one of them is out, whatever else it bears. */
  readonly excludeTags: readonly string[];
  /** Whether types are left out that nothing leads to. */
  readonly hidesUnreachable: boolean;
}

/**
 * Cuts a supergraph down to the part that its tags choose: what is out becomes `@inaccessible`, so that clients
 * do not see it and plans may still use it. Throws CompositionError when nothing is left, or what is left
 * needs something that is out. As Apollo's contracts:
 * https://www.apollographql.com/docs/graphos/platform/schema-management/delivery/contracts/overview
 */
export function cutContract(
  supergraphSdl: string,
  filter: ContractFilter,
): { readonly supergraphSdl: string; readonly apiSdl: string } {
  const document = parse(supergraphSdl, { noLocation: true });
  const hidden = findHidden(document, filter);
  const cut = declareInaccessible(hideElements(document, hidden));
  const text = `${print(cut)}\n`;
  try {
    const supergraph = Supergraph.build(text, { supportedFeatures: null });
    return { supergraphSdl: text, apiSdl: printSchema(supergraph.apiSchema()) };
  } catch (error) {
    throw new CompositionError(reasonsOf(error));
  }
}

/** The library throws one error for all, whose extensions hold each. */
function reasonsOf(error: unknown): CompositionReason[] {
  const { extensions, message } = error as GraphQLError;
  const causes = (error as { causes?: readonly GraphQLError[] }).causes;
  if (causes !== undefined && causes.length > 0) return causes.flatMap(reasonsOf);
  if (!(error instanceof GraphQLError) && !(error instanceof Error)) throw error;
  const code = typeof extensions?.code === 'string' ? extensions.code : 'CONTRACT_INVALID';
  const fix = fixOf(code, message);
  return [{ code, message, places: [], ...(fix !== undefined && { fix }) }];
}
