import type { Severity } from '../registry/severity-badge.tsx';
import comparisonOperation from './operations/comparison.graphql?raw';
import versionsOperation from './operations/versions.graphql?raw';

export { comparisonOperation, versionsOperation };

export interface Version {
  number: number;
  cause: 'PUBLISH' | 'DELETE' | 'ROLLBACK' | 'CONTRACT';
  changedSubgraphs: readonly string[];
  restores: number | null;
  reason: string | null;
  createdBy: string;
  createdAt: string;
}

export interface Gateway {
  instance: string;
  serving: number | null;
  seenAt: string;
  refused: { number: number; reason: string; at: string } | null;
}

/** What `versions.graphql` is answered with. */
export interface VersionsAnswer {
  variant: {
    contract: { source: { ref: string } | null; problem: string | null } | null;
    current: { number: number } | null;
    gateways: readonly Gateway[];
    versions: {
      nodes: readonly Version[];
      pageInfo: { hasNextPage: boolean; endCursor: string | null };
    };
  } | null;
}

export interface PublishedSchema {
  name: string;
  number: number;
  revision: string | null;
  publishedBy: string;
  sdl: string;
}

export interface SchemaChange {
  severity: Severity;
  coordinate: string;
  message: string;
}

export interface SubgraphDiff {
  name: string;
  before: PublishedSchema | null;
  after: PublishedSchema | null;
}

/** What `comparison.graphql` is answered with. */
export interface ComparisonAnswer {
  variant: {
    version: (Version & { hash: string; subgraphs?: readonly PublishedSchema[] }) | null;
    diff?: { changes: readonly SchemaChange[]; subgraphs: readonly SubgraphDiff[] } | null;
  } | null;
}
