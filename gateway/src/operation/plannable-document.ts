import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  visit,
} from 'graphql';
import { fragmentsOf } from './fragments-of.ts';

/** An operation in two parts; each a document of one operation, or null when there is nothing in it. */
export interface SplitOperation {
  /** What subgraphs are asked for. */
  readonly planned: DocumentNode | null;
  /** What the schema answers by itself: `__schema` and `__type`. */
  readonly introspection: DocumentNode | null;
}

/**
 * Takes the operation of a document apart: planners know no introspection, and the type name of a root
 * type is no subgraph's to say.
 */
export function splitOperation(
  document: DocumentNode,
  operation: OperationDefinitionNode,
): SplitOperation {
  const fragments = fragmentsOf(document);
  const part = (keeps: (fieldName: string) => boolean): DocumentNode | null => {
    const selections = keepFields(operation.selectionSet.selections, keeps, fragments);
    if (selections.length === 0) return null;
    return withFragments(
      { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } },
      fragments,
    );
  };
  return {
    planned: part((name) => !name.startsWith('__')),
    introspection: part((name) => name === '__schema' || name === '__type'),
  };
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Root selections with only the fields that are kept; named fragments on the root become inline ones. */
function keepFields(
  selections: readonly SelectionNode[],
  keeps: (fieldName: string) => boolean,
  fragments: Fragments,
): readonly SelectionNode[] {
  return selections.flatMap((selection): readonly SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return keeps(selection.name.value) ? [selection] : [];
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (fragment === undefined) return [];
    const kept = keepFields(fragment.selectionSet.selections, keeps, fragments);
    if (kept.length === 0) return [];
    return [
      {
        kind: Kind.INLINE_FRAGMENT,
        selectionSet: { kind: Kind.SELECTION_SET, selections: kept },
        ...(fragment.typeCondition !== undefined && { typeCondition: fragment.typeCondition }),
        ...(selection.directives !== undefined && { directives: selection.directives }),
      },
    ];
  });
}

function withFragments(operation: OperationDefinitionNode, fragments: Fragments): DocumentNode {
  const used = new Map<string, FragmentDefinitionNode>();
  const follow = (node: OperationDefinitionNode | FragmentDefinitionNode) =>
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (fragment === undefined || used.has(name.value)) return;
        used.set(name.value, fragment);
        follow(fragment);
      },
    });
  follow(operation);
  return { kind: Kind.DOCUMENT, definitions: [operation, ...used.values()] };
}
