import type { GraphQLRequestContext } from '@apollo/server';
import type { GatewayErrorCode } from '../errors/error-table.ts';
import { nameRequest } from '../errors/format-error.ts';
import type { GatewayContext } from '../request-context.ts';

type Response = GraphQLRequestContext<GatewayContext>['response'];
type SingleResult = Extract<Response['body'], { kind: 'single' }>['singleResult'];

/** The request was well-formed; the operation that it asks for is not. */
const REQUEST_ERRORS: ReadonlySet<unknown> = new Set<GatewayErrorCode>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_USER_INPUT',
]);

/**
 * Gives a response with errors what the client is to know: a status that it understands, and the id under
 * which the log has what it is not told. GraphQL over HTTP §6.4: to who asks for `application/json`, a
 * status other than 200 may be that of anybody in between; in the other media type it tells of the operation.
 */
export function tellErrors(
  { http }: Pick<Response, 'http'>,
  result: SingleResult,
  { form, requestId }: Pick<GatewayContext, 'form' | 'requestId'>,
): void {
  const { errors = [] } = result;
  const isRequestError = errors.every(({ extensions }) => REQUEST_ERRORS.has(extensions?.code));
  if (http.status === 400 && isRequestError) http.status = form.requestErrorStatus;
  result.errors = errors.map((error) => nameRequest(error, requestId));
}
