import './apollo-telemetry-off.ts';
import {
  ApolloGateway,
  type GraphQLDataSource,
  type SupergraphManager,
  type SupergraphSdlHook,
} from '@apollo/gateway';
import type { QueryPlan } from '@apollo/query-planner';
import type {
  GatewayExecutor,
  GatewayInterface,
  GatewayLoadResult,
  GatewaySchemaLoadOrUpdateCallback,
  GatewayUnsubscriber,
} from '@apollo/server-gateway-interface';
import type { Logger } from '@causeway/subgraph-kit';
import type { GatewayContext } from './request-context.ts';

export interface CausewayGatewayOptions {
  /** A supergraph, or what loads and updates one: as ApolloGateway takes it. */
  supergraphSdl: string | SupergraphSdlHook | SupergraphManager;
  /** Makes what talks to a subgraph: as ApolloGateway takes it. */
  buildService: (definition: { name: string; url?: string }) => GraphQLDataSource;
  logger: Logger;
}

/**
 * The seam between Apollo Server and what plans and executes operations: give it to `ApolloServer` as
 * `gateway`, like an ApolloGateway. Planner and executor behind it are ApolloGateway's for now;
 * decision record 0001 says what stays when they are replaced.
 */
export class CausewayGateway implements GatewayInterface {
  readonly #inner: ApolloGateway;
  #isLoaded = false;

  constructor({ supergraphSdl, buildService, logger }: CausewayGatewayOptions) {
    this.#inner = new ApolloGateway({
      ...supergraphOption(supergraphSdl),
      buildService: ({ name, url }) => buildService({ name, ...(url !== undefined && { url }) }),
      logger: apolloLogger(logger),
      // A chain of fragments over a recursive field would otherwise plan for minutes.
      queryPlannerConfig: { reuseQueryFragments: false },
      experimental_didResolveQueryPlan: ({ queryPlan, requestContext }) =>
        rememberPlan(requestContext.context as GatewayContext, queryPlan),
    });
    this.#inner.onSchemaLoadOrUpdate(() => {
      this.#isLoaded = true;
    });
  }

  /** Whether a supergraph is loaded, and so operations can be answered. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  onSchemaLoadOrUpdate(callback: GatewaySchemaLoadOrUpdateCallback): GatewayUnsubscriber {
    return this.#inner.onSchemaLoadOrUpdate(callback);
  }

  async load(options: Parameters<GatewayInterface['load']>[0]): Promise<GatewayLoadResult> {
    const { executor } = await this.#inner.load(options);
    return { executor: executing(executor) };
  }

  async stop(): Promise<void> {
    this.#isLoaded = false;
    await this.#inner.stop();
  }
}

/** ApolloGateway tells its three kinds of supergraph apart by their type, one member of a union each. */
function supergraphOption(supergraphSdl: CausewayGatewayOptions['supergraphSdl']) {
  if (typeof supergraphSdl === 'string') return { supergraphSdl };
  return typeof supergraphSdl === 'function' ? { supergraphSdl } : { supergraphSdl };
}

/** Marks when planning begins, and keeps the executor's notes on its own completion to ourselves. */
function executing(execute: GatewayExecutor): GatewayExecutor {
  return async (requestContext) => {
    const { trace } = requestContext.context as GatewayContext;
    trace.planningStartedAtMs = performance.now();
    const { data, errors } = await execute(requestContext);
    return { ...(data !== undefined && { data }), ...(errors !== undefined && { errors }) };
  };
}

function rememberPlan({ trace }: GatewayContext, plan: QueryPlan): void {
  trace.plan = plan;
  trace.planningMs = performance.now() - (trace.planningStartedAtMs ?? performance.now());
}

function apolloLogger(logger: Logger) {
  return {
    debug: (message?: unknown) => logger.debug(String(message)),
    // Its announcements of every update are ours to make.
    info: (message?: unknown) => logger.debug(String(message)),
    warn: (message?: unknown) => logger.warn(String(message)),
    error: (message?: unknown) => logger.error(String(message)),
  };
}
