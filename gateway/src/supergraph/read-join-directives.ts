import { type ConstDirectiveNode, Kind, parse, visit } from 'graphql';

/** A field that is overridden for a share of the requests: `@override(label: "percent(25)")`. */
export interface OverrideLabel {
  readonly label: string;
  /** Of 100. Labels of other forms are for a rollout service to decide, and never hold here. */
  readonly percentage: number;
}

/** What the directives of a supergraph say that its schema does not show. Join spec 0.5, `@join__field`. */
export function readJoinDirectives(sdl: string): {
  overrideLabels: readonly OverrideLabel[];
  /** Whether arguments are filled from the context of a field's ancestors. */
  usesContexts: boolean;
} {
  const labels = new Set<string>();
  let usesContexts = false;
  visit(parse(sdl, { noLocation: true }), {
    Directive(node) {
      if (node.name.value !== 'join__field') return;
      const label = stringArgument(node as ConstDirectiveNode, 'overrideLabel');
      if (label !== undefined) labels.add(label);
      usesContexts ||=
        node.arguments?.some(({ name }) => name.value === 'contextArguments') === true;
    },
  });
  return { overrideLabels: Array.from(labels, withPercentage), usesContexts };
}

function withPercentage(label: string): OverrideLabel {
  const percentage = Number(/^percent\((\d{1,3}(?:\.\d+)?)\)$/.exec(label)?.[1] ?? 0);
  return { label, percentage };
}

function stringArgument(
  { arguments: args = [] }: ConstDirectiveNode,
  name: string,
): string | undefined {
  const value = args.find((argument) => argument.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
