import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SubgraphInput } from '@causeway/schema-kit';
import { type Composed, composeOnce } from './compose-once.ts';
import { type RunningGateway, startGateway } from './start-gateway.ts';

/** A gateway, and the files by which it is told what to serve. */
export interface ServedGraph {
  /** Serves what composed; what did not is told in the sandbox. Starts the gateway if there is none. */
  show(composed: Composed): void;
  hasComposed(): boolean;
  close(): Promise<void>;
}

/** `placeholder` is served until something composes: a gateway needs a graph, and the sandbox a gateway. */
export function createServedGraph(options: {
  port: string;
  placeholder: SubgraphInput;
  onEnd(code: number | null): void;
}): ServedGraph {
  const { port, placeholder, onEnd } = options;
  const folder = mkdtempSync(join(tmpdir(), 'causeway-dev-'));
  const supergraph = join(folder, 'supergraph.graphql');
  const statusFile = join(folder, 'status.json');
  let hasComposed = false;
  let gateway: RunningGateway | null = null;
  return {
    hasComposed: () => hasComposed,
    show(composed) {
      hasComposed ||= composed.state === 'ok';
      if (composed.state === 'ok') replace(supergraph, composed.supergraphSdl);
      replace(statusFile, statusOf(composed, hasComposed));
      if (gateway !== null) return;
      if (!hasComposed) replace(supergraph, supergraphOf(placeholder));
      gateway = startGateway({ supergraph, port, statusFile });
      gateway.ended.then(onEnd, () => onEnd(null));
    },
    async close() {
      await gateway?.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function supergraphOf(subgraph: SubgraphInput): string {
  const composed = composeOnce([subgraph]);
  if (composed.state === 'failed') throw new Error(JSON.stringify(composed.problems));
  return composed.supergraphSdl;
}

/** What the sandbox shows, see the gateway's `/sandbox/status`. */
function statusOf({ state, problems }: Composed, hasComposed: boolean): string {
  return JSON.stringify({ state, problems, hasComposed, at: new Date().toISOString() });
}

/** Readers see the whole text of before or the whole text of now. */
function replace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
