import { type PointerEvent, useMemo } from 'react';
import { formatRoute } from '../navigation/route.ts';
import { edgePath } from './edge-path.ts';
import { type Edge, layersAround, layersFromRoots } from './graph-edges.ts';
import { GraphFrame } from './graph-frame.tsx';
import { GraphNode, nodeSize } from './graph-node.tsx';
import { layOutGraph } from './lay-out-graph.ts';
import type { GraphType } from './read-graph.ts';

interface GraphPictureProps {
  types: readonly GraphType[];
  focus: GraphType | null;
  edges: readonly Edge[];
  colours: ReadonlyMap<string, string>;
  /** The names that are looked for; null when none are. */
  found: ReadonlySet<string> | null;
  /** The type under the pointer or the keyboard's focus, here or in the list. */
  lit: string | null;
  onLight: (name: string | null) => void;
  /** The type that has to be in sight. */
  inView: string | null;
  parameters: Readonly<Record<string, string>>;
}

/** All types in layers from the roots, or one between those that it has to do with. */
export function GraphPicture(props: GraphPictureProps) {
  const { types, focus, edges, colours, found, lit, onLight, inView, parameters } = props;
  const layout = useMemo(() => layOut(types, focus, edges), [types, focus, edges]);
  const { byName, places } = layout;
  const drawn = useMemo(
    () => edges.filter((edge) => isDrawn(edge, places, focus)),
    [edges, places, focus],
  );
  const near = nearTo(lit, drawn);
  const nameAt = ({ target }: PointerEvent) =>
    (target as Element).closest('[data-type]')?.getAttribute('data-type') ?? null;

  return (
    <GraphFrame
      size={layout}
      inView={places.get(inView ?? '') ?? places.get(focus?.name ?? 'Query') ?? null}
    >
      <defs>
        <marker
          id="arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="6"
          markerHeight="6"
          orient="auto"
        >
          <path d="M0,0.5 L8,4 L0,7.5 z" />
        </marker>
      </defs>
      <g
        className={near ? 'graph-drawing has-near' : 'graph-drawing'}
        onPointerOver={(event) => onLight(nameAt(event))}
        onPointerLeave={() => onLight(null)}
      >
        {drawn.map((edge) => (
          <path
            key={`${edge.from} ${edge.to}`}
            d={edgePath(edge, places, focus)}
            className={isOf(edge, lit) || (focus && !lit) ? 'edge edge-near' : 'edge'}
          />
        ))}
        {[...places].map(([name, place]) => {
          const type = byName.get(name);
          return (
            type && (
              <GraphNode
                key={name}
                type={type}
                place={place}
                colours={colours}
                isFocus={type === focus}
                isLit={name === lit}
                isFaint={near !== null ? !near.has(name) : found !== null && !found.has(name)}
                address={formatRoute('graph', name, parameters)}
              />
            )
          );
        })}
      </g>
    </GraphFrame>
  );
}

function layOut(types: readonly GraphType[], focus: GraphType | null, edges: readonly Edge[]) {
  const names = types.map(({ name }) => name);
  const layers = focus === null ? layersFromRoots(names, edges) : layersAround(focus.name, edges);
  const byName = new Map([...types, ...(focus ? [focus] : [])].map((type) => [type.name, type]));
  return { byName, ...layOutGraph(layers, edges, (name) => nodeSize(byName.get(name), focus)) };
}

function isDrawn(edge: Edge, places: ReadonlyMap<string, object>, focus: GraphType | null) {
  return places.has(edge.from) && places.has(edge.to) && (!focus || isOf(edge, focus.name));
}

function isOf({ from, to }: Edge, name: string | null): boolean {
  return from === name || to === name;
}

function nearTo(lit: string | null, edges: readonly Edge[]): ReadonlySet<string> | null {
  if (lit === null) return null;
  const touching = edges.filter((edge) => isOf(edge, lit));
  return new Set([lit, ...touching.flatMap(({ from, to }) => [from, to])]);
}
