import { type ConstDirectiveNode, Kind, parse, print, visit } from 'graphql';

/**
 * The supergraph with the keys that a subgraph resolves before those it does not. Apollo's planner takes
 * the first key of a type in a subgraph, whether it is resolvable or not.
 */
export function orderKeys(supergraphSdl: string): string {
  const document = parse(supergraphSdl, { noLocation: true });
  const sort = <N extends { readonly directives?: readonly ConstDirectiveNode[] }>(node: N): N => ({
    ...node,
    directives: (node.directives ?? []).toSorted((a, b) => rank(a) - rank(b)),
  });
  return print(visit(document, { ObjectTypeDefinition: sort, InterfaceTypeDefinition: sort }));
}

function rank({ name, arguments: args = [] }: ConstDirectiveNode): number {
  const resolvable = args.find((argument) => argument.name.value === 'resolvable')?.value;
  const isUnresolvable = resolvable?.kind === Kind.BOOLEAN && !resolvable.value;
  return name.value === 'join__type' && isUnresolvable ? 1 : 0;
}
