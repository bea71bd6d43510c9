import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import type { AssertionSigner, Logger } from '@causeway/subgraph-kit/service';
import { OperationTypeNode } from 'graphql';
import { noteCachePolicy } from '../caching/cache-notes.ts';
import { type CachePolicy, NOT_KEPT, readCachePolicy } from '../caching/cache-policy.ts';
import { createCoalescer } from '../caching/coalesce.ts';
import type { ResponseStore } from '../caching/response-store.ts';
import type { SubgraphSettings } from '../config/subgraph-settings.ts';
import { GatewayError } from '../errors/gateway-error.ts';
import type { GatewayContext } from '../request-context.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { callerKey } from './caller-key.ts';
import { createDeliverRequest, type DeliverRequest } from './deliver-request.ts';
import { createKeptAnswers, type KeptAnswers } from './keep-answers.ts';
import { type GraphqlAnswer, parseAnswer } from './parse-answer.ts';
import type { SubgraphAnswer, SubgraphClient } from './subgraph-client.ts';
import type { SubgraphRequest, SubgraphResponse, SubgraphService } from './subgraph-service.ts';

export interface SubgraphDataSourceOptions {
  subgraph: string;
  url: string;
  settings: SubgraphSettings;
  client: SubgraphClient;
  /** Null when subgraphs are not told who is asking. */
  signer: AssertionSigner | null;
  /** Whether equal queries of one caller that are under way at the same time are sent once. */
  sharesInFlight: boolean;
  /** Where answers are kept, if the settings want it. */
  responses: ResponseStore;
  logger: Logger;
  metrics: Metrics;
}

/** Of one answer, so many messages that clients do not see are logged. */
const MOST_LOGGED = 10;

type Sent = Pick<SubgraphRequest, 'body' | 'entityCount' | 'operationKind'> & {
  readonly mayBeShared: boolean;
};

/** One subgraph over HTTP. */
export class SubgraphDataSource implements GraphQLDataSource, SubgraphService {
  readonly #options: SubgraphDataSourceOptions;
  readonly #deliver: DeliverRequest;
  readonly #inFlight = createCoalescer<SubgraphAnswer>();
  /** Null where nothing is kept. */
  readonly #kept: KeptAnswers | null;

  constructor(options: SubgraphDataSourceOptions) {
    this.#options = options;
    const { subgraph, url, settings, client, responses: store } = options;
    this.#kept = settings.keepsResponses ? createKeptAnswers({ ...options, store }) : null;
    const address = addressOf(settings.url ?? url);
    this.#deliver =
      address === null
        ? () => Promise.reject(nowhere(subgraph))
        : createDeliverRequest({ ...options, address, send: client.over(settings.connections) });
  }

  /** Rejects with GatewayError of a SUBGRAPH_ code, or REQUEST_CANCELLED, after having logged it. */
  fetch(request: SubgraphRequest): Promise<SubgraphResponse> {
    const { body, entityCount, operationKind, incoming } = request;
    // What is read after a mutation must not be what was read before it.
    const mayBeShared = incoming.operation?.operation === OperationTypeNode.QUERY;
    const sent = { body, entityCount, operationKind, mayBeShared };
    return this.#ask(sent, incoming.context as GatewayContext);
  }

  /** The same in the form of Apollo's gateway. */
  async process({
    request,
    context,
  }: GraphQLDataSourceProcessOptions): Promise<GatewayGraphQLResponse> {
    const { query, operationName, variables } = request;
    const body = JSON.stringify({ query, operationName, variables });
    const sent = {
      ...{ body, entityCount: undefined, mayBeShared: false },
      operationKind: 'mutation' as const,
    };
    return this.#ask(sent, context as GatewayContext);
  }

  async #ask(sent: Sent, context: GatewayContext): Promise<GraphqlAnswer> {
    const { subgraph, settings } = this.#options;
    try {
      const { passedErrorExtensions } = settings;
      // Who looks at the plan wants to see what is fetched.
      const kept = mayBeKept(sent) && !context.showsPlan ? this.#kept : null;
      const key = kept?.keyOf(sent.body, context) ?? '';
      const known = kept && (await kept.find(key));
      const received = known ?? (await this.#answer(sent, context));
      noteCachePolicy(context.cache, policyOf(received));
      const answer = parseAnswer(subgraph, received, passedErrorExtensions);
      if (known === null && answer.errors === undefined) kept?.keep(key, received);
      return settings.passesErrorMessages ? answer : this.#hideMessages(answer, context);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      const level = error.code === 'REQUEST_CANCELLED' ? 'debug' : 'warn';
      context.logger[level]({ subgraph, code: error.code, err: error }, 'subgraph failed');
      throw error;
    }
  }

  /** The log has what the client does not see. */
  #hideMessages(answer: GraphqlAnswer, { logger }: GatewayContext): GraphqlAnswer {
    const { errors = [] } = answer;
    if (errors.length === 0) return answer;
    const { subgraph } = this.#options;
    const messages = errors.slice(0, MOST_LOGGED).map(({ message }) => message);
    logger.info({ subgraph, messages }, 'subgraph reported errors');
    const message = `Subgraph "${subgraph}" reported an error.`;
    return { ...answer, errors: errors.map((error) => ({ ...error, message })) };
  }

  /** Joins an equal query of an equal caller, if one is under way. */
  #answer(sent: Sent, context: GatewayContext): Promise<SubgraphAnswer> {
    const { settings, sharesInFlight } = this.#options;
    if (!sharesInFlight || !sent.mayBeShared) {
      return this.#deliver({ ...sent, context, signal: context.signal });
    }
    const key = callerKey(context, settings.propagatedHeaders) + sent.body;
    return this.#inFlight.join(key, context.signal, (signal) =>
      this.#deliver({ ...sent, context, signal }),
    ).result;
  }
}

/** Also what is read in a mutation must be as it is now. */
function mayBeKept({ mayBeShared, operationKind }: Sent): boolean {
  return mayBeShared && operationKind === 'query';
}

function policyOf({ status, cacheHeaders }: SubgraphAnswer): CachePolicy {
  return status === 200 && cacheHeaders !== undefined ? readCachePolicy(cacheHeaders) : NOT_KEPT;
}

function nowhere(subgraph: string): GatewayError {
  const message = `Nothing says where subgraph "${subgraph}" is.`;
  return new GatewayError('SUBGRAPH_UNREACHABLE', message);
}

function addressOf(url: string): { origin: string; path: string } | null {
  if (!URL.canParse(url)) return null;
  const { origin, pathname, search } = new URL(url);
  return { origin, path: `${pathname}${search}` };
}
