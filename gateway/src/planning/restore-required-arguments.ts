import { type FieldNode, Kind, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import { unreachable } from '../errors/unreachable.ts';
import type { LiftedField } from './added-fields.ts';
import type { LiftedSupergraph } from './lift-required-arguments.ts';
import type {
  EntityRequest,
  FetchNode,
  PathSegment,
  PlanNode,
  QueryPlan,
  RequiredSelection,
  Rewrite,
} from './query-plan.ts';
import { splitConflicts } from './split-conflicts.ts';

/**
 * A plan on a lifted supergraph as one on the supergraph itself: subgraphs are asked for the fields that
 * the added ones stand for, under the names of these, and get representations with their own names.
 */
export function restoreRequiredArguments(
  { kind, node }: QueryPlan,
  lifted: Omit<LiftedSupergraph, 'supergraphSdl'>,
): QueryPlan {
  if (node === null || lifted.fields.size === 0) return { kind, node };
  return { kind, node: restoreNode(node) };

  function restoreNode(node: PlanNode): PlanNode {
    switch (node.kind) {
      case 'Sequence':
      case 'Parallel':
        return { ...node, nodes: node.nodes.map(restoreNode) };
      case 'Fetch': {
        const [first, ...others] = splitConflicts(node, lifted).map((fetch) =>
          restoreFetch(fetch, lifted.fields),
        );
        return others.length === 0
          ? (first ?? node)
          : { kind: 'Parallel', nodes: [first ?? node, ...others] };
      }
      default:
        return unreachable(node);
    }
  }
}

type LiftedFields = ReadonlyMap<string, LiftedField>;

function restoreFetch(fetch: FetchNode, fields: LiftedFields): FetchNode {
  return {
    ...fetch,
    document: restoreDocument(fetch.document, fields),
    entities: fetch.entities.map((request) => restoreRequest(request, fields)),
  };
}

function restoreDocument(source: string, fields: LiftedFields): string {
  let hasChanged = false;
  const document = visit(parse(source, { noLocation: true }), {
    Field(field): FieldNode | undefined {
      const standsFor = fields.get(field.name.value);
      if (standsFor === undefined) return undefined;
      hasChanged = true;
      return {
        ...field,
        alias: field.alias ?? field.name,
        name: { kind: Kind.NAME, value: standsFor.name },
        // Its own are those that are filled from a context.
        arguments: [...standsFor.arguments, ...(field.arguments ?? [])],
      };
    },
  });
  return hasChanged ? stripIgnoredCharacters(print(document)) : source;
}

/** What is sent has the names that the subgraph knows; what is read and written keeps those of the data. */
function restoreRequest(request: EntityRequest, fields: LiftedFields): EntityRequest {
  return {
    ...request,
    requires: request.requires.map(restoreRequired),
    inputRewrites: request.inputRewrites.map(restoreRewrite),
  };

  function restoreRequired(selection: RequiredSelection): RequiredSelection {
    const selections = selection.selections.map(restoreRequired);
    return selection.kind === 'Field'
      ? { ...selection, sendAs: nameOf(selection.sendAs), selections }
      : { ...selection, selections };
  }

  function restoreRewrite(rewrite: Rewrite): Rewrite {
    const path = rewrite.path.map(restoreSegment);
    return rewrite.kind === 'RenameKey'
      ? { ...rewrite, path, to: nameOf(rewrite.to) }
      : { ...rewrite, path };
  }

  function restoreSegment(segment: PathSegment): PathSegment {
    return segment.kind === 'Field' ? { ...segment, name: nameOf(segment.name) } : segment;
  }

  function nameOf(name: string): string {
    return fields.get(name)?.name ?? name;
  }
}
