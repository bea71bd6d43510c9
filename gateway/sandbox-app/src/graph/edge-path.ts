import type { Edge } from './graph-edges.ts';
import type { Placed } from './lay-out-graph.ts';
import type { GraphType } from './read-graph.ts';

/**
 * An SVG path: a curve from the side of one type that looks at the other; from the one in focus, from the row
 * of the field that leads there.
 */
export function edgePath(
  edge: Edge,
  places: ReadonlyMap<string, Placed>,
  focus: GraphType | null,
): string {
  const from = places.get(edge.from);
  const to = places.get(edge.to);
  if (from === undefined || to === undefined) return '';
  const startY = from.y + rowOf(edge, focus);
  const endY = to.y + 15;
  const isForward = to.x > from.x + from.width;
  const isBackward = to.x + to.width < from.x;
  const startX = isBackward ? from.x : from.x + from.width;
  const endX = isForward ? to.x : to.x + to.width;
  const bend = Math.max(36, Math.abs(endX - startX) / 2);
  const startBend = isBackward ? startX - bend : startX + bend;
  const endBend = isForward ? endX - bend : endX + bend;
  return `M${startX},${startY} C${startBend},${startY} ${endBend},${endY} ${endX},${endY}`;
}

function rowOf({ from, fields }: Edge, focus: GraphType | null): number {
  if (focus?.name !== from) return 15;
  const index = focus.fields.findIndex(({ name }) => name === fields[0]);
  return index < 0 ? 15 : 42 + index * 20;
}
