import type { FormEvent } from 'react';
import { count } from '../format.ts';
import { formatRoute } from '../navigation/route.ts';
import { replaceRoute } from '../navigation/use-route.ts';
import type { Graph, GraphType } from './read-graph.ts';

interface GraphSideProps {
  graph: Graph;
  /** What is shown of the types, the best match first. */
  found: readonly GraphType[];
  focus: GraphType | null;
  colours: ReadonlyMap<string, string>;
  find: string;
  onFind: (find: string) => void;
  /** The type in the list that the pointer is on, and the one that the keyboard is on. */
  onLight: (name: string | null) => void;
  onFocusType: (name: string | null) => void;
  parameters: Readonly<Record<string, string>>;
}

/** The same as the picture in words: search, whose types to show, and the types, each with its fields. */
export function GraphSide(props: GraphSideProps) {
  const { graph, found, focus, colours, find, onFind, onLight, onFocusType, parameters } = props;

  function openFirst(event: FormEvent): void {
    event.preventDefault();
    const [first] = found;
    if (first) location.hash = formatRoute('graph', first.name, parameters);
  }

  return (
    <aside className="choice-side graph-side" aria-label="Types">
      <search>
        <form className="graph-search" onSubmit={openFirst}>
          <label>
            Find a type
            <input type="search" value={find} onChange={({ target }) => onFind(target.value)} />
          </label>
        </form>
      </search>
      <SubgraphFilter
        subgraphs={graph.subgraphs}
        colours={colours}
        onChange={(changed) => {
          const all = { ...parameters, ...changed };
          const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value));
          replaceRoute(formatRoute('graph', focus?.name ?? null, kept));
        }}
        parameters={parameters}
      />
      {focus && <TypeDetail type={focus} colours={colours} parameters={parameters} />}
      <p className="graph-count" role="status">
        {count(found.length, 'type')}
      </p>
      <ul className="type-list">
        {found.map((type) => (
          <li key={type.name}>
            <a
              href={formatRoute('graph', type.name, parameters)}
              onPointerEnter={() => onLight(type.name)}
              onPointerLeave={() => onLight(null)}
              onFocus={() => onFocusType(type.name)}
              onBlur={() => onFocusType(null)}
              {...(type === focus && { 'aria-current': 'true' as const })}
            >
              <Owners subgraphs={type.subgraphs} colours={colours} />
              {type.name}
              {type.kind !== 'object' && <small>{type.kind}</small>}
            </a>
          </li>
        ))}
      </ul>
    </aside>
  );
}

function SubgraphFilter(props: {
  subgraphs: readonly string[];
  colours: ReadonlyMap<string, string>;
  parameters: Readonly<Record<string, string>>;
  onChange: (changed: Readonly<Record<string, string | null>>) => void;
}) {
  const { subgraphs, colours, parameters, onChange } = props;
  const chosen = parameters.subgraphs?.split(',') ?? subgraphs;
  return (
    <fieldset className="graph-filter">
      <legend>Subgraphs</legend>
      {subgraphs.map((subgraph) => (
        <label key={subgraph}>
          <input
            type="checkbox"
            checked={chosen.includes(subgraph)}
            onChange={({ target }) => {
              const next = subgraphs.filter((name) =>
                name === subgraph ? target.checked : chosen.includes(name),
              );
              onChange({
                subgraphs: next.length === subgraphs.length ? null : next.join(',') || '-',
              });
            }}
          />
          <Owners subgraphs={[subgraph]} colours={colours} />
          {subgraph}
        </label>
      ))}
      <label>
        <input
          type="checkbox"
          checked={Boolean(parameters.all)}
          onChange={({ target }) => onChange({ all: target.checked ? 'yes' : null })}
        />
        Inputs and enums too
      </label>
    </fieldset>
  );
}

function TypeDetail(props: {
  type: GraphType;
  colours: ReadonlyMap<string, string>;
  parameters: Readonly<Record<string, string>>;
}) {
  const { type, colours, parameters } = props;
  const { name, kind, isEntity, subgraphs, fields, related } = type;
  const relation = kind === 'union' ? 'One of' : 'Implements';
  return (
    <section className="type-detail" aria-labelledby="type-title">
      <h3 id="type-title">{name}</h3>
      <p className="page-quiet">
        {isEntity ? 'entity' : kind} of {new Intl.ListFormat('en').format(subgraphs)}
      </p>
      {related.length > 0 && (
        <p>
          {relation}{' '}
          {related.map((other) => (
            <a key={other} href={formatRoute('graph', other, parameters)}>
              {other}
            </a>
          ))}
        </p>
      )}
      <ul>
        {fields.map((field) => (
          <li key={field.name}>
            <Owners subgraphs={field.subgraphs} colours={colours} />
            <code>
              {field.name}:{' '}
              {field.leadsTo === null ? (
                field.type
              ) : (
                <a href={formatRoute('graph', field.leadsTo, parameters)}>{field.type}</a>
              )}
            </code>
          </li>
        ))}
      </ul>
      <a href={formatRoute('graph', null, parameters)}>Show the whole graph</a>
    </section>
  );
}

/** A mark in the colour of each subgraph, and their names for those who do not see it. */
function Owners(props: { subgraphs: readonly string[]; colours: ReadonlyMap<string, string> }) {
  const names = props.subgraphs.join(', ');
  return (
    <span className="owners" title={names}>
      {props.subgraphs.map((subgraph) => (
        <i key={subgraph} style={{ background: props.colours.get(subgraph) }} />
      ))}
    </span>
  );
}
