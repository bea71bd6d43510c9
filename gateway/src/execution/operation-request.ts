import type { GatewayGraphQLRequestContext } from '@apollo/server-gateway-interface';

/** What one execution of an operation works with. */
export interface OperationRequest {
  /** Apollo Server's view of the request, for data sources. */
  readonly incoming: GatewayGraphQLRequestContext;
  /** As the client sent them, with the defaults of the operation. */
  readonly variables: Readonly<Record<string, unknown>>;
}
