import type { Graph, GraphType } from './read-graph.ts';

/** That one type leads to another, by which fields. */
export interface Edge {
  from: string;
  to: string;
  /** Empty for members of unions and for interfaces. */
  fields: readonly string[];
}

export const rootNames = ['Query', 'Mutation', 'Subscription'];

/** What leads from one shown type to another, once for each pair. */
export function edgesOf({ types }: Graph, isShown: (type: GraphType) => boolean): readonly Edge[] {
  const shown = new Set([...types.values()].filter(isShown).map(({ name }) => name));
  return [...shown].flatMap((from) => {
    const fields = new Map<string, string[]>();
    for (const { target, field } of waysFrom(types.get(from))) {
      if (!shown.has(target)) continue;
      const known = fields.get(target) ?? [];
      fields.set(target, field === null || known.includes(field) ? known : [...known, field]);
    }
    return [...fields].map(([to, names]) => ({ from, to, fields: names }));
  });
}

function waysFrom(type: GraphType | undefined): { target: string; field: string | null }[] {
  if (type === undefined) return [];
  return [
    ...type.fields.flatMap(({ name, leadsTo, takes }) =>
      [...(leadsTo === null ? [] : [leadsTo]), ...takes].map((target) => ({ target, field: name })),
    ),
    ...type.related.map((target) => ({ target, field: null })),
  ];
}

/** Types in layers by how many steps they are from the roots; what nothing leads to comes last. */
export function layersFromRoots(names: readonly string[], edges: readonly Edge[]): string[][] {
  const next = Map.groupBy(edges, ({ from }) => from);
  const layers: string[][] = [];
  const reached = new Set<string>();
  let layer = names.filter((name) => rootNames.includes(name));
  while (layer.length > 0) {
    layers.push(layer);
    for (const name of layer) reached.add(name);
    const targets = layer.flatMap((name) => next.get(name)?.map(({ to }) => to) ?? []);
    layer = [...new Set(targets)].filter((name) => !reached.has(name));
  }
  const rest = names.filter((name) => !reached.has(name));
  return rest.length > 0 ? [...layers, rest] : layers;
}

/** A type between what leads to it and what it leads to; what does both stands on the right. */
export function layersAround(name: string, edges: readonly Edge[]): string[][] {
  const out = new Set(edges.filter(({ from }) => from === name).map(({ to }) => to));
  out.delete(name);
  const into = new Set(edges.filter(({ to }) => to === name).map(({ from }) => from));
  into.delete(name);
  return [[...into].filter((other) => !out.has(other)), [name], [...out]].filter(
    (layer) => layer.length > 0,
  );
}
