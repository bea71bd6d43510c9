import { Kind, type OperationDefinitionNode, parse, print } from 'graphql';
import { unreachable } from '../errors/unreachable.ts';
import { responseNameOf } from '../operation/response-name.ts';
import type {
  DescribedNode,
  DescribedRequirement,
  PlanDescription,
} from '../telemetry/plan-description.ts';
import type {
  EntityRequest,
  FetchNode,
  PlanNode,
  PlanPath,
  QueryPlan,
  RequiredSelection,
} from './query-plan.ts';

/** Describes a plan for people: as data for a page, and as a text in the form that Apollo's has. */
export function describePlan({ node }: QueryPlan): PlanDescription {
  return {
    plan: { kind: 'QueryPlan', node: node === null ? null : describe(node) },
    planText: block('QueryPlan', node === null ? [] : [textOf(node)]),
  };
}

function describe(node: PlanNode): DescribedNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map(describe) };
    case 'Fetch':
      return describeFetch(node);
    default:
      return unreachable(node);
  }
}

function describeFetch({ subgraph, document, entities }: FetchNode): DescribedNode {
  const fetch = { kind: 'Fetch' as const, serviceName: subgraph, operation: document };
  const [first, ...others] = entities;
  if (first === undefined) return fetch;
  const requires = [first, ...others].flatMap((request) => request.requires.map(requirementOf));
  const path = [first, ...others].flatMap(({ paths }) => paths).map(pathText);
  const single = first.paths.length === 1 && others.length === 0 ? first.paths[0] : undefined;
  return {
    kind: 'Flatten',
    path: single === undefined ? [path.join(' and ')] : segmentTexts(single),
    node: { ...fetch, requires },
  };
}

function requirementOf(selection: RequiredSelection): DescribedRequirement {
  const selections = selection.selections.map(requirementOf);
  if (selection.kind === 'InlineFragment') {
    const { typeCondition } = selection;
    return {
      kind: 'InlineFragment',
      ...(typeCondition !== undefined && { typeCondition }),
      selections,
    };
  }
  return {
    kind: 'Field',
    name: selection.name,
    ...(selection.sendAs !== selection.name && { alias: selection.sendAs }),
    ...(selections.length > 0 && { selections }),
  };
}

/** A condition on types is written behind the field that it is for: `items|[Book,Film]`. */
function segmentTexts(path: PlanPath): readonly string[] {
  const texts: string[] = [];
  for (const segment of path) {
    if (segment.kind === 'TypeCondition') {
      texts.push(`${texts.pop() ?? ''}|[${segment.types.join(',')}]`);
    } else texts.push(segment.kind === 'List' ? '@' : segment.name);
  }
  return texts;
}

const pathText = (path: PlanPath) => segmentTexts(path).join('.');

function textOf(node: PlanNode): string {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return block(node.kind, node.nodes.map(textOf));
    case 'Fetch':
      return fetchText(node);
    default:
      return unreachable(node);
  }
}

function fetchText({ subgraph, document, entities }: FetchNode): string {
  const operation = operationOf(document);
  const head = `Fetch(service: "${subgraph}")`;
  if (entities.length === 0) return block(head, [print(operation.selectionSet)]);
  const texts = entities.map((request) => {
    const required = `{\n${indent(request.requires.map(requirementText).join('\n'))}\n}`;
    const paths = request.paths.map((path) => `"${pathText(path)}"`).join(', ');
    return block(`Flatten(path: ${paths})`, [
      block(head, [`${required} =>\n${entityText(operation, request)}`]),
    ]);
  });
  return texts.length === 1 ? (texts[0] as string) : block('Batch', texts);
}

function entityText(
  { selectionSet }: OperationDefinitionNode,
  { responseName }: EntityRequest,
): string {
  const field = selectionSet.selections.find(
    (selection) => selection.kind === Kind.FIELD && responseNameOf(selection) === responseName,
  );
  return field?.kind === Kind.FIELD && field.selectionSet ? print(field.selectionSet) : '{}';
}

function requirementText(selection: RequiredSelection): string {
  const head =
    selection.kind === 'Field' ? selection.name : `... on ${selection.typeCondition ?? 'any'}`;
  if (selection.selections.length === 0) return head;
  return `${head} {\n${indent(selection.selections.map(requirementText).join('\n'))}\n}`;
}

function operationOf(document: string): OperationDefinitionNode {
  const { definitions } = parse(document, { noLocation: true });
  return definitions.find(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION,
  ) as OperationDefinitionNode;
}

function block(head: string, parts: readonly string[]): string {
  return parts.length === 0 ? `${head} {}` : `${head} {\n${indent(parts.join(',\n'))}\n}`;
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
