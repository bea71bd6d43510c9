import { type ConstDirectiveNode, valueFromASTUntyped } from 'graphql';

interface WithDirectives {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** The arguments of each use of a directive at a definition. */
export function directivesNamed(
  { directives = [] }: WithDirectives,
  name: string,
): Readonly<Record<string, unknown>>[] {
  return directives.filter((directive) => directive.name.value === name).map(argumentsOf);
}

function argumentsOf({
  arguments: args = [],
}: ConstDirectiveNode): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    args.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]),
  );
}
