import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import type { AssertionSigner } from '@causeway/subgraph-kit';
import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphSettings } from '../config/settings.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { GatewayContext } from '../request-context.ts';
import { parseServerTiming } from '../telemetry/parse-server-timing.ts';
import { missingPaths } from './missing-paths.ts';
import { type GraphqlAnswer, parseAnswer } from './parse-answer.ts';
import type { SubgraphAnswer, SubgraphClient } from './subgraph-client.ts';
import { subgraphHeaders } from './subgraph-headers.ts';

type Request = GraphQLDataSourceProcessOptions['request'];

export interface SubgraphDataSourceOptions {
  subgraph: string;
  url: string;
  settings: SubgraphSettings;
  client: SubgraphClient;
  /** Null when subgraphs are not told who is asking. */
  signer: AssertionSigner | null;
}

/**
 * One subgraph as the executor sees it. Never throws for what the subgraph did: a failure is an answer
 * whose errors have the subgraph's name, a stable code and the place of what is missing.
 */
export class SubgraphDataSource implements GraphQLDataSource {
  readonly #options: SubgraphDataSourceOptions;

  constructor(options: SubgraphDataSourceOptions) {
    this.#options = options;
  }

  async process(options: GraphQLDataSourceProcessOptions): Promise<GatewayGraphQLResponse> {
    const { request } = options;
    const context = options.context as GatewayContext;
    const { subgraph } = this.#options;
    try {
      const answer = await this.#exchange(request, context);
      return placed(parseAnswer(subgraph, answer, entityCountOf(request)), request);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const level = error.code === 'REQUEST_CANCELLED' ? 'debug' : 'warn';
      context.logger[level]({ subgraph, code: error.code, err: error }, 'subgraph failed');
      return placed(failedAnswer(subgraph, error), request);
    }
  }

  /** Sends the request and notes in the trace what became of it. */
  async #exchange(request: Request, context: GatewayContext): Promise<SubgraphAnswer> {
    const { trace } = context;
    const startedAtMs = performance.now();
    const entityCount = entityCountOf(request);
    let answer: SubgraphAnswer | undefined;
    try {
      answer = await this.#send(request, context);
      return answer;
    } finally {
      trace.fetches.push({
        subgraph: this.#options.subgraph,
        startMs: startedAtMs - trace.startedAtMs,
        durationMs: performance.now() - startedAtMs,
        status: answer?.status ?? 0,
        ...(entityCount !== undefined && { entityCount }),
        ...parseServerTiming(answer?.serverTiming),
      });
    }
  }

  async #send(
    { query, variables, operationName }: Request,
    context: GatewayContext,
  ): Promise<SubgraphAnswer> {
    const { subgraph, url, settings, client, signer } = this.#options;
    return client.send(subgraph, {
      url: settings.url ?? url,
      headers: await subgraphHeaders({ subgraph, settings, context, signer }),
      body: JSON.stringify({ query, operationName, variables }),
      timeoutMs: settings.timeoutMs,
      maxResponseBytes: settings.maxResponseBytes,
      signal: context.signal,
    });
  }
}

function entityCountOf({ variables }: Request): number | undefined {
  const representations: unknown = variables?.representations;
  return Array.isArray(representations) ? representations.length : undefined;
}

function failedAnswer(subgraph: string, { code, message }: GatewayError): GraphqlAnswer {
  return { data: null, errors: [{ message, extensions: { code, serviceName: subgraph } }] };
}

/** An error without a path is one of the whole request; for clients it is one of what is missing. */
function placed(answer: GraphqlAnswer, { query = '' }: Request): GatewayGraphQLResponse {
  const { errors } = answer;
  if (errors === undefined) return answer;
  const everywhere = errors.every(({ path }) => path !== undefined) ? [] : missingPaths(query);
  const withPaths = errors.flatMap((error): GraphQLFormattedError[] =>
    error.path !== undefined || everywhere.length === 0
      ? [error]
      : everywhere.map((path) => ({ ...error, path })),
  );
  return { ...answer, errors: withPaths };
}
