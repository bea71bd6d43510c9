import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { formatRoute } from '../navigation/route.ts';
import { type Edge, layersAround, layersFromRoots } from './graph-edges.ts';
import { GraphNode, nodeSize } from './graph-node.tsx';
import { layOutGraph, type Placed } from './lay-out-graph.ts';
import type { GraphType } from './read-graph.ts';

interface GraphPictureProps {
  types: readonly GraphType[];
  focus: GraphType | null;
  edges: readonly Edge[];
  colours: ReadonlyMap<string, string>;
  find: string;
  parameters: Readonly<Record<string, string>>;
}

const ZOOM = { least: 0.2, most: 2, step: 1.25 };
/** Names are read at this and above: what does not fit is scrolled to. */
const READABLE = 0.8;

/** All types in layers from the roots, or one between those that it has to do with. */
export function GraphPicture(props: GraphPictureProps) {
  const { types, focus, edges, colours, find, parameters } = props;
  const [hovered, setHovered] = useState<string | null>(null);
  const frame = useRef<HTMLElement>(null);
  const [zoom, setZoom] = useState(1);
  const layout = useMemo(() => {
    const layers =
      focus === null
        ? layersFromRoots(
            types.map(({ name }) => name),
            edges,
          )
        : layersAround(focus.name, edges);
    const byName = new Map([...types, ...(focus ? [focus] : [])].map((type) => [type.name, type]));
    const size = (name: string) => nodeSize(byName.get(name), focus);
    return { byName, ...layOutGraph(layers, edges, size) };
  }, [types, focus, edges]);
  const { byName, places, width, height } = layout;

  useLayoutEffect(() => {
    const { clientWidth, clientHeight } = frame.current ?? { clientWidth: 0, clientHeight: 0 };
    const fitting = Math.min(clientWidth / width, clientHeight / height, 1);
    setZoom(Math.max(fitting, READABLE));
  }, [width, height]);

  const wanted = find.trim().toLowerCase();
  const drawn = edges.filter(
    ({ from, to }) =>
      places.has(from) && places.has(to) && (!focus || [from, to].includes(focus.name)),
  );
  const near = nearTo(hovered, drawn);

  return (
    <div className="graph-picture">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard. */}
      <section className="graph-frame" aria-label="Picture of the graph" tabIndex={0} ref={frame}>
        {/* The list beside it says the same to those who do not see it. */}
        <svg
          aria-hidden="true"
          width={width * zoom}
          height={height * zoom}
          viewBox={`0 0 ${width} ${height}`}
          className={near ? 'has-near' : undefined}
        >
          {drawn.map((edge) => (
            <path
              key={`${edge.from} ${edge.to}`}
              d={pathOf(edge, places, focus)}
              className={[edge.from, edge.to].includes(hovered ?? '') ? 'edge edge-near' : 'edge'}
            />
          ))}
          {[...places].map(([name, place]) => {
            const type = byName.get(name);
            if (type === undefined) return null;
            const isFaint =
              (near !== null && !near.has(name)) || !name.toLowerCase().includes(wanted);
            return (
              <GraphNode
                key={name}
                type={type}
                place={place}
                colours={colours}
                isFocus={type === focus}
                isFaint={isFaint}
                address={formatRoute('graph', name, parameters)}
                onHover={(isOver) => setHovered(isOver ? name : null)}
              />
            );
          })}
        </svg>
      </section>
      <p className="graph-zoom">
        <button
          type="button"
          className="button"
          aria-label="Smaller"
          onClick={() => setZoom((now) => Math.max(ZOOM.least, now / ZOOM.step))}
        >
          −
        </button>
        <button
          type="button"
          className="button"
          aria-label="Larger"
          onClick={() => setZoom((now) => Math.min(ZOOM.most, now * ZOOM.step))}
        >
          +
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            const { clientWidth = width, clientHeight = height } = frame.current ?? {};
            setZoom(Math.min(clientWidth / width, clientHeight / height, 1));
          }}
        >
          Fit
        </button>
      </p>
    </div>
  );
}

function nearTo(hovered: string | null, edges: readonly Edge[]): ReadonlySet<string> | null {
  if (hovered === null) return null;
  const touching = edges.filter(({ from, to }) => from === hovered || to === hovered);
  return new Set([hovered, ...touching.flatMap(({ from, to }) => [from, to])]);
}

/** A curve from the side of one that looks at the other; from the focus, one from the field's own row. */
function pathOf(edge: Edge, places: ReadonlyMap<string, Placed>, focus: GraphType | null): string {
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
