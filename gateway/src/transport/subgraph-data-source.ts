import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import type { AssertionSigner } from '@causeway/subgraph-kit';
import { type DocumentNode, type GraphQLFormattedError, Kind, type SelectionNode } from 'graphql';
import type { SubgraphSettings } from '../config/settings.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { GatewayContext } from '../request-context.ts';
import { parseServerTiming } from '../telemetry/parse-server-timing.ts';
import type { FetchTrace } from '../telemetry/request-trace.ts';
import { type GraphqlAnswer, parseAnswer } from './parse-answer.ts';
import type { SubgraphAnswer, SubgraphClient } from './subgraph-client.ts';
import { subgraphHeaders } from './subgraph-headers.ts';

/**
 * One subgraph as the executor sees it. Never throws for what the subgraph did: a failure is an answer
 * whose error has the subgraph's name, a stable code and the place of what is missing.
 */
export class SubgraphDataSource implements GraphQLDataSource {
  readonly #subgraph: string;
  readonly #url: string;
  readonly #settings: SubgraphSettings;
  readonly #client: SubgraphClient;
  readonly #signer: AssertionSigner | null;

  constructor(options: {
    subgraph: string;
    url: string;
    settings: SubgraphSettings;
    client: SubgraphClient;
    signer: AssertionSigner | null;
  }) {
    this.#subgraph = options.subgraph;
    this.#url = options.settings.url ?? options.url;
    this.#settings = options.settings;
    this.#client = options.client;
    this.#signer = options.signer;
  }

  async process(options: GraphQLDataSourceProcessOptions): Promise<GatewayGraphQLResponse> {
    const { request } = options;
    const context = options.context as GatewayContext;
    const startedAtMs = performance.now();
    const document = 'document' in options ? options.document : undefined;
    try {
      const answer = await this.#send(request, context);
      context.trace.fetches.push(this.#trace({ context, startedAtMs, request, answer }));
      return withErrorPaths(parseAnswer(this.#subgraph, answer), document);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      if (error.code !== 'SUBGRAPH_BAD_RESPONSE') {
        context.trace.fetches.push(this.#trace({ context, startedAtMs, request }));
      }
      context.logger.warn(
        { subgraph: this.#subgraph, code: error.code, err: error },
        'subgraph failed',
      );
      return { data: null, errors: [this.#errorOf(error, document)] };
    }
  }

  async #send(
    { query, variables, operationName }: GraphQLDataSourceProcessOptions['request'],
    context: GatewayContext,
  ): Promise<SubgraphAnswer> {
    const headers = await subgraphHeaders({
      subgraph: this.#subgraph,
      settings: this.#settings,
      context,
      signer: this.#signer,
    });
    return this.#client.send(this.#subgraph, {
      url: this.#url,
      headers,
      body: JSON.stringify({ query, operationName, variables }),
      timeoutMs: this.#settings.timeoutMs,
      maxResponseBytes: this.#settings.maxResponseBytes,
      signal: context.signal,
    });
  }

  #trace(given: {
    context: GatewayContext;
    startedAtMs: number;
    request: GraphQLDataSourceProcessOptions['request'];
    answer?: SubgraphAnswer;
  }): FetchTrace {
    const { context, startedAtMs, request, answer } = given;
    const representations = request.variables?.representations;
    return {
      subgraph: this.#subgraph,
      startMs: startedAtMs - context.trace.startedAtMs,
      durationMs: performance.now() - startedAtMs,
      status: answer?.status ?? 0,
      ...(Array.isArray(representations) && { entityCount: representations.length }),
      ...parseServerTiming(answer?.serverTiming),
    };
  }

  #errorOf(
    { code, message }: GatewayError,
    document: DocumentNode | undefined,
  ): GraphQLFormattedError {
    return {
      message,
      path: failurePath(document),
      extensions: { code, serviceName: this.#subgraph },
    };
  }
}

/** An error of the whole request to the subgraph has no path; for the client it has a place. */
function withErrorPaths(
  { data, errors }: GraphqlAnswer,
  document: DocumentNode | undefined,
): GatewayGraphQLResponse {
  return {
    ...(data !== undefined && { data }),
    ...(errors !== undefined && {
      errors: errors.map((error) => ({ ...error, path: error.path ?? failurePath(document) })),
    }),
  };
}

/**
 * Where in the subgraph's answer the first missing field would have been; the executor turns it into
 * the client's path.
 */
function failurePath(document: DocumentNode | undefined): (string | number)[] {
  const operation = document?.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  const [first] = operation.selectionSet.selections;
  if (first?.kind !== Kind.FIELD) return [];
  if (first.name.value !== '_entities') return [first.alias?.value ?? first.name.value];
  const field = firstField(first.selectionSet?.selections ?? []);
  return field === undefined ? ['_entities', 0] : ['_entities', 0, field];
}

function firstField(selections: readonly SelectionNode[]): string | undefined {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD && selection.name.value !== '__typename') {
      return selection.alias?.value ?? selection.name.value;
    }
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const field = firstField(selection.selectionSet.selections);
      if (field !== undefined) return field;
    }
  }
  return undefined;
}
