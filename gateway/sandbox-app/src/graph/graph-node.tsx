import type { Placed, Size } from './lay-out-graph.ts';
import type { GraphField, GraphType } from './read-graph.ts';

/** Of the name's typeface at its size. */
const CHARACTER = 7.3;
const ROW = 20;
const HEAD = 30;

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

/** A type: its name, and at its left edge the colour of each subgraph that has it. */
export function GraphNode(props: {
  type: GraphType;
  place: Placed;
  colours: ReadonlyMap<string, string>;
  isFocus: boolean;
  isFaint: boolean;
  address: string;
  onHover: (isOver: boolean) => void;
}) {
  const { type, place, colours, isFocus, isFaint, address, onHover } = props;
  const { x, y, width, height } = place;
  const band = height / type.subgraphs.length;
  const looks = ['node', `node-${type.kind}`, isFocus && 'node-focus', isFaint && 'node-faint'];
  return (
    <g transform={`translate(${x} ${y})`}>
      <a
        href={address}
        tabIndex={-1}
        className={looks.filter(Boolean).join(' ')}
        onMouseEnter={() => onHover(true)}
        onMouseLeave={() => onHover(false)}
      >
        <rect className="node-box" width={width} height={height} rx={6} />
        {type.subgraphs.map((subgraph, index) => (
          <rect
            key={subgraph}
            y={index * band + 3}
            x={4}
            width={5}
            height={band - 6 > 2 ? band - (type.subgraphs.length > 1 ? 4 : 6) : 3}
            rx={2}
            style={{ fill: colours.get(subgraph) }}
          />
        ))}
        <text x={17} y={20} className="node-name">
          {type.name}
        </text>
        {isFocus &&
          type.fields.map((field, index) => (
            <text key={field.name} x={17} y={HEAD + 16 + index * ROW} className="node-field">
              {labelOf(field)}
            </text>
          ))}
      </a>
    </g>
  );
}

function labelOf({ name, type }: GraphField): string {
  return `${name}: ${type}`;
}
