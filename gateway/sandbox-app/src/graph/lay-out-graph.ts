import type { Edge } from './graph-edges.ts';

export interface Size {
  width: number;
  height: number;
}

export interface Placed extends Size {
  x: number;
  y: number;
}

export interface Layout extends Size {
  places: ReadonlyMap<string, Placed>;
}

/** A layer with more than this stands in several columns: it is read from top to bottom without an end else. */
const MOST_ROWS = 24;
const GAP = { layer: 90, column: 28, row: 10 };
const MARGIN = 16;
/** Each sweep halves what crosses; after some nothing changes any more. */
const SWEEPS = 4;

/**
 * Places types in layers from left to right. Within a layer each stands near what it is joined to, so that
 * few lines cross.
 */
export function layOutGraph(
  layers: readonly (readonly string[])[],
  edges: readonly Edge[],
  sizeOf: (name: string) => Size,
): Layout {
  const columns = orderLayers(layers, edges).flatMap((layer) =>
    chunk(layer).map((names, index) => ({ names, gap: index === 0 ? GAP.layer : GAP.column })),
  );
  const heights = columns.map(({ names }) =>
    names.reduce((sum, name) => sum + sizeOf(name).height + GAP.row, -GAP.row),
  );
  const height = Math.max(0, ...heights);
  const places = new Map<string, Placed>();
  let x = MARGIN;
  columns.forEach(({ names, gap }, index) => {
    if (index > 0) x += gap;
    let y = MARGIN + (height - (heights[index] ?? 0)) / 2;
    for (const name of names) {
      const size = sizeOf(name);
      places.set(name, { x, y, ...size });
      y += size.height + GAP.row;
    }
    x += Math.max(0, ...names.map((name) => sizeOf(name).width));
  });
  return { places, width: x + MARGIN, height: height + 2 * MARGIN };
}

/** Sugiyama's ordering: each layer by the mean position of its neighbours, there and back. */
function orderLayers(layers: readonly (readonly string[])[], edges: readonly Edge[]): string[][] {
  const neighbours = neighboursOf(edges);
  const ordered = layers.map((layer) => [...layer]);
  const position = new Map<string, number>();
  const note = (layer: readonly string[]) => {
    layer.forEach((name, index) => {
      position.set(name, index / Math.max(1, layer.length - 1));
    });
  };
  ordered.forEach(note);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const layer of sweep % 2 === 0 ? ordered : ordered.toReversed()) {
      const wish = new Map(layer.map((name) => [name, meanPosition(name)]));
      layer.sort((one, other) => (wish.get(one) ?? 0) - (wish.get(other) ?? 0));
      note(layer);
    }
  }
  return ordered;

  function meanPosition(name: string): number {
    const known = [...(neighbours.get(name) ?? [name])];
    return known.reduce((sum, other) => sum + (position.get(other) ?? 0.5), 0) / known.length;
  }
}

function neighboursOf(edges: readonly Edge[]): ReadonlyMap<string, ReadonlySet<string>> {
  const neighbours = new Map<string, Set<string>>();
  const join = (one: string, other: string) =>
    neighbours.set(one, (neighbours.get(one) ?? new Set()).add(other));
  for (const { from, to } of edges) {
    join(from, to);
    join(to, from);
  }
  return neighbours;
}

/** Columns of equal length, as few as there can be. */
function chunk(names: readonly string[]): string[][] {
  const columns = Math.ceil(names.length / MOST_ROWS);
  const rows = Math.ceil(names.length / Math.max(1, columns));
  return Array.from({ length: columns }, (_, index) =>
    names.slice(index * rows, (index + 1) * rows),
  );
}
