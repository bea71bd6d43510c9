import { type CSSProperties, memo } from 'react';
import type { Placed, Size } from './lay-out-graph.ts';
import type { GraphField, GraphType } from './read-graph.ts';

/** Of the name's typeface at its size. */
const CHARACTER = 7.3;
const ROW = 20;
const HEAD = 30;
/** Between a node's border and the marks of its subgraphs, and between those. */
const EDGE = 4;
const GAP = 1.5;

/** The one in focus shows its fields. */
export function nodeSize(type: GraphType | undefined, focus: GraphType | null): Size {
  if (type === undefined) return { width: 0, height: 0 };
  const isFocus = type === focus;
  const lines = [type.name, ...(isFocus ? type.fields.map(labelOf) : [])];
  const longest = Math.max(...lines.map(({ length }) => length));
  return {
    width: Math.ceil(longest * CHARACTER) + 28,
    height: isFocus && type.fields.length > 0 ? HEAD + type.fields.length * ROW + 6 : HEAD,
  };
}

/**
 * A type: its name, in the colour of its subgraph, and at its left edge the colour of each that has it.
 * PERF: of three hundred only those are drawn again that light up.
 */
export const GraphNode = memo(function GraphNode(props: {
  type: GraphType;
  place: Placed;
  colours: ReadonlyMap<string, string>;
  isFocus: boolean;
  isLit: boolean;
  isFaint: boolean;
  address: string;
}) {
  const { type, place, colours, isFocus, isLit, isFaint, address } = props;
  const { x, y, width, height } = place;
  const looks = [
    ...['node', `node-${type.kind}`, isFocus && 'node-focus'],
    ...[isLit && 'node-lit', isFaint && 'node-faint'],
  ];
  const [owner, ...others] = type.subgraphs;
  const tint = owner !== undefined && others.length === 0 && colours.get(owner);
  return (
    <g transform={`translate(${x} ${y})`}>
      <a
        href={address}
        tabIndex={-1}
        className={looks.filter(Boolean).join(' ')}
        data-type={type.name}
        style={tint ? ({ '--owner': tint } as CSSProperties) : undefined}
      >
        <rect className="node-box" width={width} height={height} rx={6} />
        <Owners subgraphs={type.subgraphs} colours={colours} y={EDGE} height={HEAD - 2 * EDGE} />
        <text x={17} y={20} className="node-name">
          {type.name}
        </text>
        {isFocus &&
          type.fields.map((field, index) => (
            <g key={field.name} transform={`translate(0 ${HEAD + index * ROW})`}>
              <Owners subgraphs={field.subgraphs} colours={colours} y={5} height={ROW - 6} />
              <text x={17} y={16} className="node-field">
                {labelOf(field)}
              </text>
            </g>
          ))}
      </a>
    </g>
  );
});

/** A mark for each subgraph, below one another. */
function Owners(props: {
  subgraphs: readonly string[];
  colours: ReadonlyMap<string, string>;
  y: number;
  height: number;
}) {
  const { subgraphs, colours, y, height } = props;
  const band = height / subgraphs.length;
  return subgraphs.map((subgraph, index) => (
    <rect
      key={subgraph}
      x={EDGE}
      y={y + index * band}
      width={6}
      height={band - GAP}
      rx={1.5}
      style={{ fill: colours.get(subgraph) }}
    />
  ));
}

function labelOf({ name, type }: GraphField): string {
  return `${name}: ${type}`;
}
