import { createHash } from 'node:crypto';
import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';
import { hideValue } from './hide-value.ts';

/** What all operations have in common that ask for the same and differ in how it is written. */
export interface NormalOperation {
  /** SHA-256 of the text, in hexadecimal. */
  readonly id: string;
  readonly text: string;
  readonly name: string | null;
  readonly type: 'query' | 'mutation' | 'subscription';
}

/**
 * Brings an operation into its normal form: no values that a client wrote (strings are empty, numbers 0), no
 * aliases, fields, arguments and fragments in one order, nothing twice, and nothing of the document that the
 * operation does not use. Names stay, and so do enum values: they are the schema's. Null when the document has
 * no such operation. The text is for reading and for its coordinates; it need not be executable, since
 * different fields may have become one.
 */
export function normaliseOperation(
  document: DocumentNode,
  operationName?: string | null,
): NormalOperation | null {
  const operation = findOperation(document, operationName ?? null);
  if (operation === null) return null;
  const fragments = usedFragments(document, operation);
  const texts = [operationText(operation), ...inOrder(fragments.map(fragmentText))];
  const text = texts.join('\n');
  return {
    id: createHash('sha256').update(text).digest('hex'),
    text,
    name: operation.name?.value ?? null,
    type: operation.operation,
  };
}

/** GraphQL spec §6.1: without a name, the only one. */
function findOperation(
  { definitions }: DocumentNode,
  name: string | null,
): OperationDefinitionNode | null {
  const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const all = operations as OperationDefinitionNode[];
  if (name === null) return all.length === 1 ? (all[0] ?? null) : null;
  return all.find((operation) => operation.name?.value === name) ?? null;
}

/** Also through one another, each once. */
function usedFragments(
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
): readonly FragmentDefinitionNode[] {
  const byName = new Map(
    definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const used = new Map<string, FragmentDefinitionNode>();
  const open: SelectionSetNode[] = [operation.selectionSet];
  for (let set = open.pop(); set !== undefined; set = open.pop()) {
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FRAGMENT_SPREAD) {
        if (selection.selectionSet !== undefined) open.push(selection.selectionSet);
        continue;
      }
      const name = selection.name.value;
      const fragment = byName.get(name);
      if (fragment === undefined || used.has(name)) continue;
      used.set(name, fragment);
      open.push(fragment.selectionSet);
    }
  }
  return [...used.values()];
}

function operationText(operation: OperationDefinitionNode): string {
  const { operation: type, name, variableDefinitions = [], directives, selectionSet } = operation;
  const variables = inOrder(variableDefinitions.map(variableText));
  const head = [
    name === undefined ? type : `${type} ${name.value}`,
    variables.length === 0 ? '' : `(${variables.join(', ')})`,
  ].join('');
  return `${head}${directivesText(directives)} ${setText(selectionSet)}`;
}

function variableText({
  variable,
  type,
  defaultValue,
  directives,
}: VariableDefinitionNode): string {
  const fallback = defaultValue === undefined ? '' : ` = ${hideValue(defaultValue)}`;
  return `$${variable.name.value}: ${print(type)}${fallback}${directivesText(directives)}`;
}

function fragmentText({ name, typeCondition, directives, selectionSet }: FragmentDefinitionNode) {
  const on = `fragment ${name.value} on ${typeCondition.name.value}`;
  return `${on}${directivesText(directives)} ${setText(selectionSet)}`;
}

function setText({ selections }: SelectionSetNode): string {
  return `{ ${inOrder(selections.map(selectionText)).join(' ')} }`;
}

function selectionText(selection: SelectionNode): string {
  const directives = directivesText(selection.directives);
  switch (selection.kind) {
    case Kind.FIELD: {
      const { name, arguments: args, selectionSet } = selection;
      const below = selectionSet === undefined ? '' : ` ${setText(selectionSet)}`;
      return `${name.value}${argumentsText(args)}${directives}${below}`;
    }
    case Kind.FRAGMENT_SPREAD:
      return `...${selection.name.value}${directives}`;
    case Kind.INLINE_FRAGMENT: {
      const { typeCondition, selectionSet } = selection;
      const on = typeCondition === undefined ? '' : ` on ${typeCondition.name.value}`;
      return `...${on}${directives} ${setText(selectionSet)}`;
    }
  }
}

/** Their order may mean something: it stays. */
function directivesText(directives: readonly DirectiveNode[] = []): string {
  return directives
    .map(({ name, arguments: args }) => ` @${name.value}${argumentsText(args)}`)
    .join('');
}

function argumentsText(args: readonly ArgumentNode[] = []): string {
  if (args.length === 0) return '';
  return `(${inOrder(args.map(({ name, value }) => `${name.value}: ${hideValue(value)}`)).join(', ')})`;
}

/** Each once, by code units, so that it is the same on every machine. */
function inOrder(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
