import './apollo-telemetry-off.ts';
import { createRequire } from 'node:module';
import type * as ApolloGateway from '@apollo/gateway';
import type {
  GraphQLDataSource,
  GraphQLDataSourceProcessOptions,
  SupergraphManager,
  SupergraphSdlHook,
} from '@apollo/gateway';
import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewayInterface,
  GatewayLoadResult,
  GatewaySchemaLoadOrUpdateCallback,
  GatewayUnsubscriber,
} from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';
import type { Authorization } from './authorization/authorization.ts';
import type { DocumentStore } from './caching/document-store.ts';
import type { JsonTexts } from './caching/json-texts.ts';
import { GatewayError } from './errors/gateway-error.ts';
import { toGraphqlError } from './errors/to-graphql-error.ts';
import type { GraphGeneration, Planned, Sharing } from './graph-generation.ts';
import {
  type CostControl,
  createMakeGenerations,
  type MakeGenerations,
} from './make-generations.ts';
import type { PlannerChoice } from './planning/choose-planner.ts';
import {
  type LoadedSupergraph,
  loadSupergraph,
  type SubgraphAddress,
} from './supergraph/load-supergraph.ts';
import { createSupergraphLoader, type SupergraphLoader } from './supergraph/supergraph-loader.ts';
import type { WarmUp } from './warm-up.ts';

export interface CausewayGatewayOptions {
  /** A supergraph, or what loads and updates one: as ApolloGateway takes it. */
  supergraphSdl: string | SupergraphSdlHook | SupergraphManager;
  /** Makes what talks to a subgraph: as ApolloGateway takes it, with the same default. */
  buildService?: (definition: { name: string; url?: string }) => GraphQLDataSource;
  /** Told of the plan of each operation before it is executed, with Apollo Server's context value. */
  onPlanned?: (context: unknown, planned: Planned) => void;
  /** Loads supergraphs, those that are prepared first in a thread of its own; else each is loaded at once. */
  loader?: SupergraphLoader;
  /** Plans on a supergraph that is prepared what is asked of the running one; nothing without it. */
  warmUp?: WarmUp;
  /** What Apollo Server keeps its documents in, if it is ours. */
  documents?: DocumentStore;
  /** Which planner plans; `auto` unless told otherwise. */
  planner?: PlannerChoice;
  /** Whose equal queries are answered once while they are under way; nobody's without it. */
  sharing?: Sharing;
  /** Who may see what of a graph with access rules; without it, everyone is denied what is protected. */
  authorization?: Authorization;
  /** Where the JSON of response data is kept that need not be written again. */
  jsonTexts?: JsonTexts;
  /** What operations may cost; nothing is estimated without it. */
  cost?: CostControl;
  /** Told when an operation is planned without Hive's planner, which broke down or cannot be had. */
  onPlannerFallback?: (cause: unknown) => void;
}

/** A value of an enum that Apollo's package declares but does not export. */
const HEALTH_CHECK = 'health check' as Exclude<
  GraphQLDataSourceProcessOptions,
  { incomingRequestContext: unknown }
>['kind'];

type State =
  | { phase: 'created' }
  | { phase: 'loading' }
  | { phase: 'running'; cleanup: () => Promise<void> }
  | { phase: 'stopped' };

/**
 * The seam between Apollo Server and what plans and executes operations: give it to `ApolloServer` as
 * `gateway`, in place of an ApolloGateway. Decision record 0001 says why it is here and what may change
 * behind it.
 */
export class CausewayGateway implements GatewayInterface {
  readonly #options: CausewayGatewayOptions;
  readonly #generations: MakeGenerations;
  readonly #listeners = new Set<GatewaySchemaLoadOrUpdateCallback>();
  /** By the schema that a request was validated on: it is executed on the same, whatever came since. */
  readonly #bySchema = new WeakMap<GraphQLSchema, GraphGeneration>();
  #latest: GraphGeneration | null = null;
  readonly #dataSources = new Map<string, GraphQLDataSource>();
  #state: State = { phase: 'created' };
  /** The next one, when all is made but that it is served. */
  #prepared: GraphGeneration | null = null;
  readonly #stopping = new AbortController();

  constructor(options: CausewayGatewayOptions) {
    this.#options = options;
    this.#generations = createMakeGenerations(options, (subgraph) => this.#dataSourceOf(subgraph));
  }

  /** Whether a supergraph is loaded, and so operations can be answered. */
  get isLoaded(): boolean {
    return this.#state.phase === 'running';
  }

  /** The subgraphs of the supergraph that requests to come are answered from. */
  get subgraphs(): readonly SubgraphAddress[] {
    return this.#latest?.supergraph.subgraphs ?? [];
  }

  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): GatewayUnsubscriber {
    this.#listeners.add(callback);
    return () => this.#listeners.delete(callback);
  }

  /** Loads the first supergraph. Rejects when there is none, it is not valid, or `stop` comes first. */
  async load(): Promise<GatewayLoadResult> {
    if (this.#state.phase !== 'created') throw new Error('This gateway has been loaded before.');
    this.#state = { phase: 'loading' };
    const { supergraphSdl, cleanup = async () => undefined } = await this.#initializeManager();
    try {
      this.#serve(supergraphSdl);
    } catch (error) {
      this.#state = { phase: 'stopped' };
      await cleanup();
      throw error;
    }
    this.#state = { phase: 'running', cleanup };
    return { executor: (request) => this.#execute(request) };
  }

  async stop(): Promise<void> {
    const stopping = this.#state;
    this.#state = { phase: 'stopped' };
    this.#stopping.abort();
    this.#prepared?.retire();
    this.#latest?.retire();
    if (stopping.phase === 'running') await stopping.cleanup();
  }

  async #initializeManager(): ReturnType<SupergraphSdlHook> {
    try {
      return await managerOf(this.#options.supergraphSdl).initialize({
        update: (sdl) => this.#serve(sdl),
        healthCheck: (sdl) => this.#checkHealth(sdl),
        getDataSource: (definition) => this.#dataSourceOf(definition),
      });
    } catch (error) {
      this.#state = { phase: 'stopped' };
      throw error;
    }
  }

  /**
   * Does beforehand, in steps between which requests go on, what serving a supergraph takes: `update` with it
   * is then done in a moment. Rejects with SupergraphError, and changes nothing, when it is not to be served.
   */
  async prepare(sdl: string): Promise<void> {
    if (sdl === this.#latest?.supergraph.sdl) return;
    const { loader = createSupergraphLoader(), warmUp } = this.#options;
    await loader.prepare(sdl);
    this.#throwIfStopped();
    const generation = await this.#generations.inTurns(loader.load(sdl));
    try {
      if (warmUp && this.#latest) await warmUp(generation, this.#latest, this.#stopping.signal);
      this.#throwIfStopped();
    } catch (error) {
      this.#letGo(generation);
      throw error;
    }
    const superseded = this.#prepared;
    this.#prepared = generation;
    if (superseded !== null) this.#letGo(superseded);
  }

  /** Makes a supergraph the one for requests to come. Throws, and changes nothing, when it is not valid. */
  #serve(sdl: string): void {
    this.#throwIfStopped();
    if (sdl === this.#latest?.supergraph.sdl) return;
    const generation = this.#takePrepared(sdl) ?? this.#generations.atOnce(this.#load(sdl));
    const { apiSchema, subgraphs } = generation.supergraph;
    this.#bySchema.set(apiSchema, generation);
    for (const notify of this.#listeners) notify({ apiSchema, coreSupergraphSdl: sdl });
    this.#latest?.retire();
    this.#latest = generation;
    this.#options.documents?.forgetAllBut(apiSchema);
    this.#forgetDataSourcesBut(subgraphs);
  }

  #takePrepared(sdl: string): GraphGeneration | null {
    const prepared = this.#prepared;
    this.#prepared = null;
    if (prepared === null || prepared.supergraph.sdl === sdl) return prepared;
    this.#letGo(prepared);
    return null;
  }

  #load(sdl: string): LoadedSupergraph {
    return this.#options.loader?.load(sdl) ?? loadSupergraph(sdl);
  }

  /** Of a generation that will not be served, or not now. */
  #letGo(generation: GraphGeneration): void {
    generation.retire();
    const { subgraphs = [] } = this.#latest?.supergraph ?? {};
    this.#forgetDataSourcesBut([...subgraphs, ...(this.#prepared?.supergraph.subgraphs ?? [])]);
    if (this.#latest !== null && this.#prepared === null) {
      this.#options.documents?.forgetAllBut(this.#latest.supergraph.apiSchema);
    }
  }

  #throwIfStopped(): void {
    if (this.#state.phase === 'stopped') throw new Error('This gateway has been stopped.');
  }

  async #execute(request: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult> {
    const generation = this.#bySchema.get(request.schema) ?? this.#latest;
    if (generation === null) throw new Error('No supergraph is loaded.');
    try {
      return await generation.execute(request);
    } catch (error) {
      if (error instanceof GatewayError) return { errors: [toGraphqlError(error)] };
      throw error;
    }
  }

  /** A subgraph that stays where it is keeps its data source, and with it connections and state. */
  #dataSourceOf(subgraph: { name: string; url?: string }): GraphQLDataSource {
    const known = this.#dataSources.get(keyOf(subgraph));
    if (known !== undefined) return known;
    const { buildService = buildRemoteDataSource } = this.#options;
    const built = buildService(subgraph);
    this.#dataSources.set(keyOf(subgraph), built);
    return built;
  }

  #forgetDataSourcesBut(subgraphs: readonly SubgraphAddress[]): void {
    const used = new Set(subgraphs.map(keyOf));
    for (const key of this.#dataSources.keys()) if (!used.has(key)) this.#dataSources.delete(key);
  }

  async #checkHealth(sdl: string): Promise<void> {
    await Promise.all(
      loadSupergraph(sdl).subgraphs.map((subgraph) =>
        this.#dataSourceOf(subgraph).process({
          kind: HEALTH_CHECK,
          request: { query: '{ __typename }' },
          context: {},
        }),
      ),
    );
  }
}

/** Loaded when it is needed, which in our own edge it never is: it takes 40 MB. */
function buildRemoteDataSource({ url }: { url?: string }): GraphQLDataSource {
  const { RemoteGraphQLDataSource } = createRequire(import.meta.url)(
    '@apollo/gateway',
  ) as typeof ApolloGateway;
  return new RemoteGraphQLDataSource(url === undefined ? {} : { url });
}

function managerOf(supergraphSdl: CausewayGatewayOptions['supergraphSdl']): SupergraphManager {
  switch (typeof supergraphSdl) {
    case 'string':
      return { initialize: async () => ({ supergraphSdl }) };
    case 'function':
      return { initialize: supergraphSdl };
    default:
      return supergraphSdl;
  }
}

function keyOf({ name, url }: Partial<SubgraphAddress>): string {
  return `${name} ${url}`;
}
