import type { GraphqlRequest } from '../operation/graphql-request.ts';
import type { GatewayContext } from '../request-context.ts';

/**
 * A step of a request's way between the edge and Apollo Server. Gives the request as the next step is to
 * see it; throws GatewayError to refuse it.
 */
export type RequestStage = (
  request: GraphqlRequest,
  context: GatewayContext,
) => GraphqlRequest | Promise<GraphqlRequest>;
