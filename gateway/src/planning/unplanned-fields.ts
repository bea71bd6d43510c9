import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../operation/fragments-of.ts';
import { responseNameOf } from '../operation/response-name.ts';
import type {
  FetchNode,
  PlanNode,
  PlanPath,
  QueryPlan,
  RequiredSelection,
  Rewrite,
} from './query-plan.ts';
import { inBoth, readSubgraphTypes, type SubgraphTypes } from './subgraph-types.ts';

/** Finds the fields of an operation, as paths of response names, that no fetch of its plan asks for. */
export type FindUnplannedFields = (document: DocumentNode, plan: QueryPlan) => readonly string[];

/** What fetches bring of one place in the response: by response name, since several may bring the same. */
type Supply = Map<string, Supplied[]>;

interface Supplied {
  /** For objects of these types only; null for all. */
  readonly types: ReadonlySet<string> | null;
  readonly subgraph: string;
  readonly below: Supply;
}

/** What is asked of one field, for objects of some types. */
interface Demand {
  readonly nodes: readonly FieldNode[];
  readonly supplied: readonly Supplied[];
  readonly types: Set<string>;
}

/**
 * Planners leave things out without a word: Apollo's what no subgraph can resolve, Hive's what is asked of
 * some of the types that an interface object stands for. This compares what is asked of each type that an
 * object can have with what the fetches of a plan bring for it.
 */
export function createFindUnplannedFields(supergraph: {
  sdl: string;
  apiSchema: GraphQLSchema;
}): FindUnplannedFields {
  const { sdl, apiSchema } = supergraph;
  const types = readSubgraphTypes(sdl);

  return (document, plan) => {
    const operation = operationOf(document);
    const rootType = apiSchema.getRootType(operation.operation);
    if (rootType == null) return [];
    const fragments = fragmentsOf(document);
    const unplanned = new Set<string>();
    const ids = new Map<object, number>();
    compare([operation.selectionSet], new Set([rootType.name]), [suppliesOf(plan, types)], []);
    return [...unplanned];

    function compare(
      selectionSets: readonly SelectionSetNode[],
      possible: ReadonlySet<string>,
      supplies: readonly Supply[],
      path: readonly string[],
    ): void {
      const demands = new Map<string, Demand>();
      for (const typename of possible) {
        const type = apiSchema.getType(typename);
        // Objects of a type that clients do not see are not shown to them.
        if (!isObjectType(type)) continue;
        for (const [name, nodes] of fieldsOf(selectionSets, { typename, fragments, types })) {
          const supplied = supplies
            .flatMap((supply) => supply.get(name) ?? [])
            .filter((one) => one.types === null || one.types.has(typename));
          const [{ name: fieldName }] = nodes as [FieldNode, ...FieldNode[]];
          if (supplied.length === 0) unplanned.add([...path, name].join('.'));
          const key = `${name} ${idsOf(nodes)} ${idsOf(supplied)}`;
          const demand = demands.get(key) ?? { nodes, supplied, types: new Set() };
          demands.set(key, demand);
          for (const { subgraph } of supplied) {
            for (const member of types.broughtBy(subgraph, typename, fieldName.value)) {
              demand.types.add(member);
            }
          }
        }
      }
      for (const { nodes, supplied, types: below } of demands.values()) {
        const selected = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
        const supply = [...new Set(supplied.map((one) => one.below))];
        const [first] = nodes;
        if (selected.length > 0 && first !== undefined)
          compare(selected, below, supply, [...path, responseNameOf(first)]);
      }
    }

    function idsOf(all: readonly object[]): string {
      for (const one of all) if (!ids.has(one)) ids.set(one, ids.size);
      return all.map((one) => ids.get(one)).join();
    }
  };
}

/** The fields that are selected for objects of a type, by response name; type names are always there. */
function fieldsOf(
  selectionSets: readonly SelectionSetNode[],
  of: {
    typename: string;
    fragments: ReadonlyMap<string, FragmentDefinitionNode>;
    types: SubgraphTypes;
  },
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  for (const selectionSet of selectionSets) collect(selectionSet);
  return fields;

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value === '__typename') continue;
        const name = responseNameOf(selection);
        const known = fields.get(name);
        if (known === undefined) fields.set(name, [selection]);
        else known.push(selection);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection
          : of.fragments.get(selection.name.value);
      const condition = fragment?.typeCondition?.name.value ?? of.typename;
      const applies = condition === of.typename || of.types.members(condition).has(of.typename);
      if (fragment !== undefined && applies) collect(fragment.selectionSet);
    }
  }
}

/** What all the fetches of a plan bring together. */
function suppliesOf({ node }: QueryPlan, types: SubgraphTypes): Supply {
  const root: Supply = new Map();
  for (const fetch of node === null ? [] : fetchesOf(node)) {
    const brought = suppliedBy(fetch, types);
    rename(brought, fetch.outputRewrites);
    if (fetch.entities.length === 0) merge(root, brought, null);
    for (const { responseName, paths, requires, outputRewrites } of fetch.entities) {
      const represented = representedTypes(requires, types);
      for (const { below } of brought.get(responseName) ?? []) {
        rename(below, outputRewrites);
        for (const path of paths) {
          for (const place of placesAt(root, path, types)) {
            merge(place.supply, below, both(place.types, represented));
          }
        }
      }
    }
  }
  return root;
}

/** In an order in which each comes after those it needs. */
function fetchesOf(node: PlanNode): readonly FetchNode[] {
  return node.kind === 'Fetch' ? [node] : node.nodes.flatMap(fetchesOf);
}

function suppliedBy({ document, subgraph }: FetchNode, types: SubgraphTypes): Supply {
  const parsed = parse(document, { noLocation: true });
  const fragments = fragmentsOf(parsed);
  const supply: Supply = new Map();
  add(operationOf(parsed).selectionSet, null, supply);
  return supply;

  function add(
    { selections }: SelectionSetNode,
    applying: ReadonlySet<string> | null,
    around: Supply,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const below: Supply = new Map();
        supplyWith(around, responseNameOf(selection), { types: applying, subgraph, below });
        if (selection.selectionSet) add(selection.selectionSet, null, below);
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (fragment === undefined) continue;
      const condition = fragment.typeCondition?.name.value;
      const members = condition === undefined ? null : types.membersIn(subgraph, condition);
      add(fragment.selectionSet, both(applying, members), around);
    }
  }
}

/** The types of object that representations are made of; null for all. */
function representedTypes(
  requires: readonly RequiredSelection[],
  types: SubgraphTypes,
): ReadonlySet<string> | null {
  const represented = new Set<string>();
  for (const selection of requires) {
    if (selection.kind === 'Field' || selection.typeCondition === undefined) return null;
    for (const type of types.members(selection.typeCondition)) represented.add(type);
  }
  return represented;
}

/** Where in the response a path leads, as far as it was brought. */
function placesAt(
  root: Supply,
  path: PlanPath,
  types: SubgraphTypes,
): readonly { supply: Supply; types: ReadonlySet<string> | null }[] {
  let supplies: readonly Supply[] = [root];
  let applying: ReadonlySet<string> | null = null;
  for (const segment of path) {
    if (segment.kind === 'TypeCondition') {
      const named = new Set(segment.types.flatMap((type) => [...types.members(type)]));
      applying = both(applying, named);
    } else if (segment.kind === 'Field') {
      const at = supplies.flatMap((supply) => supply.get(segment.name) ?? []);
      supplies = [...new Set(at.map(({ below }) => below))];
      applying = null;
    }
  }
  return supplies.map((supply) => ({ supply, types: applying }));
}

function rename(supply: Supply, rewrites: readonly Rewrite[]): void {
  for (const rewrite of rewrites) {
    if (rewrite.kind !== 'RenameKey') continue;
    const names = rewrite.path.flatMap((segment) =>
      segment.kind === 'Field' ? [segment.name] : [],
    );
    const last = names.pop() ?? '';
    let at = [supply];
    for (const name of names)
      at = at.flatMap((one) => (one.get(name) ?? []).map(({ below }) => below));
    for (const one of new Set(at)) {
      for (const supplied of one.get(last) ?? []) supplyWith(one, rewrite.to, supplied);
    }
  }
}

function merge(into: Supply, from: Supply, applying: ReadonlySet<string> | null): void {
  for (const [name, all] of from) {
    for (const supplied of all) {
      supplyWith(into, name, { ...supplied, types: both(supplied.types, applying) });
    }
  }
}

function supplyWith(supply: Supply, name: string, supplied: Supplied): void {
  const known = supply.get(name);
  if (known === undefined) supply.set(name, [supplied]);
  else known.push(supplied);
}

function both(
  one: ReadonlySet<string> | null,
  other: ReadonlySet<string> | null,
): ReadonlySet<string> | null {
  if (one === null || other === null) return one ?? other;
  return inBoth(one, other);
}

function operationOf({ definitions }: DocumentNode): OperationDefinitionNode {
  const operation = definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error('A document has no operation.');
  return operation;
}
