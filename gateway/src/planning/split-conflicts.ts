import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import {
  type LiftedRequirement,
  type LiftedSupergraph,
  requirerOf,
} from './lift-required-arguments.ts';
import type { EntityRequest, FetchNode, RequiredSelection } from './query-plan.ts';

type Lifted = Pick<LiftedSupergraph, 'fields' | 'requirements'>;

/**
 * A fetch of a plan on a lifted supergraph as several, so that no representation holds a field twice: one
 * field of an entity may require `price(currency: "USD")` and another `price(currency: "EUR")`, and both
 * are sent as `price`.
 */
export function splitConflicts(fetch: FetchNode, lifted: Lifted): readonly FetchNode[] {
  const [request] = fetch.entities;
  if (request === undefined || !hasConflict(request.requires, lifted)) return [fetch];
  const operation = operationOf(fetch.document);
  const parts = partsOf(operation, fetch.subgraph, lifted);
  return parts.map((part) => {
    const requires = requiresOf(request, { part, parts, lifted });
    return fetchOf({ fetch, request: { ...request, requires }, operation, part });
  });
}

function hasConflict(requires: readonly RequiredSelection[], lifted: Lifted): boolean {
  const readBySent = new Map<string, string>();
  return placesIn(requires, { read: '', sent: '' }, lifted).some(({ read, sent }) => {
    const other = readBySent.get(sent) ?? read;
    readBySent.set(sent, read);
    return other !== read;
  });
}

function placesIn(
  selections: readonly RequiredSelection[],
  around: LiftedRequirement,
  lifted: Lifted,
): readonly LiftedRequirement[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'InlineFragment') {
      return placesIn(selection.selections, around, lifted);
    }
    const place = placeOf(selection.sendAs, around, lifted);
    return [place, ...placesIn(selection.selections, place, lifted)];
  });
}

function placeOf(
  name: string,
  { read, sent }: LiftedRequirement,
  { fields }: Lifted,
): LiftedRequirement {
  return { read: `${read}/${name}`, sent: `${sent}/${fields.get(name)?.name ?? name}` };
}

/** Fields that a fetch asks of its entities, and what they require of what may be in conflict. */
interface Part {
  readonly fields: readonly FieldNode[];
  readonly required: readonly LiftedRequirement[];
}

/** Each field in the first part that it is not in conflict with. */
function partsOf(
  { selectionSet }: OperationDefinitionNode,
  subgraph: string,
  { fields, requirements }: Lifted,
): readonly Part[] {
  const parts: Part[] = [];
  for (const { field, typeName } of entityFields(selectionSet)) {
    const name = fields.get(field.name.value)?.name ?? field.name.value;
    const required = requirements.get(requirerOf(subgraph, typeName, name)) ?? [];
    const fitting = parts.findIndex((part) => agree(part.required, required));
    const part = parts[fitting] ?? { fields: [], required: [] };
    parts[fitting < 0 ? parts.length : fitting] = {
      fields: [...part.fields, field],
      required: [...part.required, ...required],
    };
  }
  return parts;
}

function agree(some: readonly LiftedRequirement[], others: readonly LiftedRequirement[]): boolean {
  return !some.some((one) =>
    others.some((other) => one.sent === other.sent && one.read !== other.read),
  );
}

/** The fields of entities, each with the type that it is selected on. */
function entityFields(root: SelectionSetNode): readonly { field: FieldNode; typeName: string }[] {
  return root.selections.flatMap((entities) =>
    entities.kind === Kind.FIELD && entities.selectionSet ? below(entities.selectionSet, '') : [],
  );

  function below(
    { selections }: SelectionSetNode,
    typeName: string,
  ): ReturnType<typeof entityFields> {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [{ field: selection, typeName }];
      // The planner writes fragments out.
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      return below(selection.selectionSet, selection.typeCondition?.name.value ?? typeName);
    });
  }
}

/** What a representation for one part consists of: without what only other parts require. */
function requiresOf(
  { requires }: EntityRequest,
  { part, parts, lifted }: { part: Part; parts: readonly Part[]; lifted: Lifted },
): readonly RequiredSelection[] {
  const others = parts.filter((other) => other !== part).flatMap(({ required }) => required);
  return keep(requires, { read: '', sent: '' });

  function keep(
    selections: readonly RequiredSelection[],
    around: LiftedRequirement,
  ): readonly RequiredSelection[] {
    return selections.flatMap((selection) => {
      const isField = selection.kind === 'Field';
      const place = isField ? placeOf(selection.sendAs, around, lifted) : around;
      if (isField && !isKept(place)) return [];
      if (selection.selections.length === 0) return [selection];
      const below = keep(selection.selections, place);
      return below.length === 0 ? [] : [{ ...selection, selections: below }];
    });
  }

  function isKept({ read, sent }: LiftedRequirement): boolean {
    if (part.required.some((own) => own.read === read)) return true;
    return !(
      others.some((other) => other.read === read) || part.required.some((own) => own.sent === sent)
    );
  }
}

function fetchOf({
  fetch,
  request,
  operation,
  part,
}: {
  fetch: FetchNode;
  request: EntityRequest;
  operation: OperationDefinitionNode;
  part: Part;
}): FetchNode {
  const asked = operationOfPart(operation, part);
  const variables = variablesIn(asked.selectionSet);
  const { contextArguments, ...rest } = request;
  const used = contextArguments?.filter(({ variable }) => variables.has(variable)) ?? [];
  const definitions = operation.variableDefinitions?.filter(({ variable }) =>
    variables.has(variable.name.value),
  );
  return {
    ...fetch,
    document: stripIgnoredCharacters(print({ ...asked, variableDefinitions: definitions ?? [] })),
    variables: fetch.variables.filter((name) => variables.has(name)),
    entities: [{ ...rest, ...(used.length > 0 && { contextArguments: used }) }],
  };
}

function operationOfPart(
  operation: OperationDefinitionNode,
  { fields }: Part,
): OperationDefinitionNode {
  const selections = operation.selectionSet.selections.map((entities) =>
    entities.kind === Kind.FIELD && entities.selectionSet
      ? { ...entities, selectionSet: keep(entities.selectionSet) }
      : entities,
  );
  return { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } };

  function keep({ kind, selections }: SelectionSetNode): SelectionSetNode {
    const kept = selections.flatMap((selection): readonly SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return fields.includes(selection) ? [selection] : [];
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
      const selectionSet = keep(selection.selectionSet);
      return selectionSet.selections.length === 0 ? [] : [{ ...selection, selectionSet }];
    });
    return { kind, selections: kept };
  }
}

function variablesIn(selectionSet: SelectionSetNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(selectionSet, {
    Variable({ name }) {
      names.add(name.value);
    },
  });
  return names;
}

function operationOf(source: string): OperationDefinitionNode {
  return parse(source, { noLocation: true }).definitions[0] as OperationDefinitionNode;
}
