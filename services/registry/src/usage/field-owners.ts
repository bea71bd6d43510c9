import { type DocumentNode, Kind, parse } from 'graphql';

/** Which subgraphs resolve a field, or take it as input: those that define it, and do not only refer to it with `@external`. */
export function fieldOwners(
  subgraphs: readonly { readonly name: string; readonly sdl: string }[],
): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const { name, sdl } of subgraphs) {
    for (const coordinate of definedIn(parse(sdl, { noLocation: true }))) {
      const known = owners.get(coordinate);
      if (known === undefined) owners.set(coordinate, [name]);
      else if (!known.includes(name)) known.push(name);
    }
  }
  return owners;
}

function* definedIn({ definitions }: DocumentNode): Iterable<string> {
  for (const definition of definitions) {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
      case Kind.OBJECT_TYPE_EXTENSION:
      case Kind.INTERFACE_TYPE_DEFINITION:
      case Kind.INTERFACE_TYPE_EXTENSION:
      case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      case Kind.INPUT_OBJECT_TYPE_EXTENSION:
        for (const { name, directives = [] } of definition.fields ?? []) {
          const isExternal = directives.some((directive) =>
            /^(federation__)?external$/.test(directive.name.value),
          );
          if (!isExternal) yield `${definition.name.value}.${name.value}`;
        }
    }
  }
}
