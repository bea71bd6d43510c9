/**
 * Every code a client of the gateway can see, but for those that subgraphs choose themselves.
 * `httpStatus` is the response's when the whole request fails with it; an error of a single field
 * leaves the response at 200. `exposed` says whether the client sees the message.
 */
export const errorTable = {
  // The edge.
  UNAUTHENTICATED: { httpStatus: 401, exposed: true },
  AUTHENTICATION_UNAVAILABLE: { httpStatus: 503, exposed: true },
  OVERLOADED: { httpStatus: 503, exposed: true },
  SHUTTING_DOWN: { httpStatus: 503, exposed: true },
  CSRF_PREVENTED: { httpStatus: 400, exposed: true },
  BAD_REQUEST: { httpStatus: 400, exposed: true },
  BATCHING_NOT_ENABLED: { httpStatus: 400, exposed: true },
  BATCH_LIMIT_EXCEEDED: { httpStatus: 400, exposed: true },
  UNKNOWN_VARIANT: { httpStatus: 400, exposed: true },
  VARIANT_UNAVAILABLE: { httpStatus: 503, exposed: true },
  ORIGIN_NOT_ALLOWED: { httpStatus: 403, exposed: true },
  TOO_MANY_CONNECTIONS: { httpStatus: 429, exposed: true },
  RATE_LIMITED: { httpStatus: 429, exposed: true },
  RATE_LIMIT_UNAVAILABLE: { httpStatus: 503, exposed: true },
  REQUEST_TIMEOUT: { httpStatus: 408, exposed: true },
  REQUEST_TOO_LARGE: { httpStatus: 413, exposed: true },
  REQUEST_HEADERS_TOO_LARGE: { httpStatus: 431, exposed: true },
  NOT_ACCEPTABLE: { httpStatus: 406, exposed: true },
  REQUEST_URL_TOO_LONG: { httpStatus: 414, exposed: true },
  UNSUPPORTED_MEDIA_TYPE: { httpStatus: 415, exposed: true },
  NOT_FOUND: { httpStatus: 404, exposed: true },
  METHOD_NOT_ALLOWED: { httpStatus: 405, exposed: true },
  INTERNAL_SERVER_ERROR: { httpStatus: 500, exposed: false },
  // The operation; Apollo Server's own codes.
  GRAPHQL_PARSE_FAILED: { httpStatus: 400, exposed: true },
  GRAPHQL_VALIDATION_FAILED: { httpStatus: 400, exposed: true },
  BAD_USER_INPUT: { httpStatus: 400, exposed: true },
  OPERATION_RESOLUTION_FAILURE: { httpStatus: 400, exposed: true },
  MAX_DOCUMENT_BYTES_LIMIT: { httpStatus: 400, exposed: true },
  MAX_TOKENS_LIMIT: { httpStatus: 400, exposed: true },
  MAX_LINES_LIMIT: { httpStatus: 400, exposed: true },
  MAX_NESTING_LIMIT: { httpStatus: 400, exposed: true },
  MAX_OPERATIONS_LIMIT: { httpStatus: 400, exposed: true },
  MAX_FRAGMENTS_LIMIT: { httpStatus: 400, exposed: true },
  MAX_DIRECTIVES_LIMIT: { httpStatus: 400, exposed: true },
  MAX_DEPTH_LIMIT: { httpStatus: 400, exposed: true },
  MAX_HEIGHT_LIMIT: { httpStatus: 400, exposed: true },
  MAX_ALIASES_LIMIT: { httpStatus: 400, exposed: true },
  MAX_ROOT_FIELDS_LIMIT: { httpStatus: 400, exposed: true },
  MAX_INTROSPECTION_LIMIT: { httpStatus: 400, exposed: true },
  MAX_COMPARISONS_LIMIT: { httpStatus: 400, exposed: true },
  MAX_LIST_SIZE_LIMIT: { httpStatus: 400, exposed: true },
  MAX_OPERATION_NAME_LIMIT: { httpStatus: 400, exposed: true },
  MAX_VARIABLES_BYTES_LIMIT: { httpStatus: 400, exposed: true },
  MAX_VARIABLES_DEPTH_LIMIT: { httpStatus: 400, exposed: true },
  COST_ESTIMATED_TOO_EXPENSIVE: { httpStatus: 400, exposed: true },
  OPERATION_TOO_COMPLEX: { httpStatus: 400, exposed: true },
  UNAUTHORIZED_FIELD_OR_TYPE: { httpStatus: 403, exposed: true },
  UNRESOLVABLE_FIELD: { httpStatus: 500, exposed: true },
  PERSISTED_QUERY_NOT_FOUND: { httpStatus: 200, exposed: true },
  PERSISTED_QUERY_NOT_SUPPORTED: { httpStatus: 200, exposed: true },
  PERSISTED_QUERY_NOT_IN_LIST: { httpStatus: 403, exposed: true },
  PERSISTED_QUERY_ID_REQUIRED: { httpStatus: 400, exposed: true },
  // A subgraph's part of the answer is missing.
  SUBGRAPH_UNREACHABLE: { httpStatus: 200, exposed: true },
  SUBGRAPH_TIMEOUT: { httpStatus: 200, exposed: true },
  SUBGRAPH_BAD_RESPONSE: { httpStatus: 200, exposed: true },
  SUBGRAPH_RESPONSE_TOO_LARGE: { httpStatus: 200, exposed: true },
  SUBGRAPH_CIRCUIT_OPEN: { httpStatus: 200, exposed: true },
  SUBGRAPH_OVERLOADED: { httpStatus: 200, exposed: true },
  SUBGRAPH_ERROR: { httpStatus: 200, exposed: true },
  REQUEST_DEADLINE_EXCEEDED: { httpStatus: 200, exposed: true },
  REQUEST_CANCELLED: { httpStatus: 200, exposed: true },
} as const satisfies Record<string, { httpStatus: number; exposed: boolean }>;

export type GatewayErrorCode = keyof typeof errorTable;

/** Whether a value found in `extensions.code` is one of the gateway's. */
export function isGatewayErrorCode(value: unknown): value is GatewayErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorTable, value);
}
