import { useMemo, useState } from 'react';
import { colourSubgraphs } from '../plan/subgraph-colours.ts';
import { NothingPublished, PageState, WhenVariant } from '../registry/page-states.tsx';
import type { PageProps } from '../registry/registry-pages.tsx';
import { useRegistry } from '../registry/use-registry.ts';
import './graph.css';
import { findTypes } from './find-types.ts';
import { supergraphDocument } from './graph-document.ts';
import { edgesOf } from './graph-edges.ts';
import { GraphPicture } from './graph-picture.tsx';
import { GraphSide } from './graph-side.tsx';
import { type Graph, type GraphType, readGraph } from './read-graph.ts';

/** The types of the current version, whose they are, and how they lead to each other. */
export default function GraphPage({ route }: PageProps) {
  const { loaded, reload } = useRegistry(supergraphDocument, {});
  return (
    <WhenVariant loaded={loaded} onRetry={reload}>
      {({ current }) =>
        current === null ? (
          <NothingPublished />
        ) : (
          <GraphOf sdl={current.supergraphSdl} route={route} />
        )
      }
    </WhenVariant>
  );
}

function GraphOf({ sdl, route }: PageProps & { sdl: string }) {
  const graph = useMemo(() => readGraph(sdl), [sdl]);
  const colours = useMemo(() => colourSubgraphs(graph.subgraphs), [graph]);
  const [find, setFind] = useState('');
  // What the pointer is on, and what the keyboard is on in the list.
  const [lit, setLit] = useState<string | null>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const { item, parameters } = route;
  const isShown = useMemo(() => createFilter(graph, parameters), [graph, parameters]);
  const focus = item === null ? null : (graph.types.get(item) ?? null);
  const edges = useMemo(
    () => edgesOf(graph, (type) => isShown(type) || type === focus),
    [graph, isShown, focus],
  );
  const types = useMemo(() => [...graph.types.values()].filter(isShown), [graph, isShown]);
  const found = useMemo(() => findTypes(types, find), [types, find]);
  const isSearched = find.trim() !== '';
  const foundNames = useMemo(
    () => (isSearched ? new Set(found.map(({ name }) => name)) : null),
    [found, isSearched],
  );

  return (
    <div className="choice-page graph-page">
      <GraphSide
        graph={graph}
        found={found}
        focus={focus}
        colours={colours}
        find={find}
        onFind={setFind}
        onLight={setLit}
        onFocusType={setFocused}
        parameters={parameters}
      />
      {item !== null && focus === null ? (
        <PageState title="No such type">
          <p>
            The current version has no type <code>{item}</code>. <a href="#/graph">To the graph</a>
          </p>
        </PageState>
      ) : (
        <GraphPicture
          key={item}
          types={types}
          focus={focus}
          edges={edges}
          colours={colours}
          found={foundNames}
          lit={lit ?? focused}
          onLight={setLit}
          inView={focused ?? (isSearched ? (found[0]?.name ?? null) : null)}
          parameters={parameters}
        />
      )}
    </div>
  );
}

/** Types of the chosen subgraphs; inputs and enums only when they are asked for. */
function createFilter(
  { subgraphs }: Graph,
  parameters: Readonly<Record<string, string>>,
): (type: GraphType) => boolean {
  const chosen = parameters.subgraphs?.split(',') ?? subgraphs;
  const kinds = parameters.all ? ['enum', 'input'] : [];
  const usual = ['object', 'interface', 'union', ...kinds];
  return (type) =>
    usual.includes(type.kind) && type.subgraphs.some((subgraph) => chosen.includes(subgraph));
}
