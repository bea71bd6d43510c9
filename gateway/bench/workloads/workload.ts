import type { GraphQLFieldResolver } from 'graphql';

export interface SubgraphDefinition {
  name: string;
  typeDefs: string;
}

/** An operation as a client sends it. */
export interface GraphqlRequest {
  query: string;
  variables?: Record<string, unknown>;
  headers?: Record<string, string>;
}

type Source = Record<string, unknown>;

/** What is measured: a graph, the data behind it and what clients ask for. */
export interface Workload {
  name: string;
  summary: string;
  subgraphs: readonly SubgraphDefinition[];
  /** Fields that are not simply a property of their parent: type → field → resolver. */
  resolvers: Readonly<
    Record<string, Readonly<Record<string, GraphQLFieldResolver<Source, unknown>>>>
  >;
  /** Entities by what a gateway knows of them: type → representation → entity. */
  entities: Readonly<Record<string, (representation: Source) => Source | null>>;
  /** The nth request of a client; the same one each time unless the workload says otherwise. */
  requestAt(index: number): GraphqlRequest;
  /** Whether every request has the same answer, so that each answer can be compared. */
  sameAnswer: boolean;
  /** Headers of the client that subgraphs are to receive. */
  forwardedHeaders: readonly string[];
  connections: number;
  /** At most so many rounds: more would take too long. */
  maxRounds?: number;
  /** Whether floors/by-hand.ts answers its operation. */
  isWrittenByHand?: boolean;
}

export const CONNECTIONS = 50;

/** A header that subgraphs receive: gateways may share no work between clients that differ in it. */
export const TENANT = 'x-tenant';

export const tenantHeader = (index: number) => ({ [TENANT]: `tenant-${index}` });
