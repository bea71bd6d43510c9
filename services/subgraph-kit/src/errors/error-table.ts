/**
 * Every error code a subgraph can answer with. `httpStatus` is the status of the response when the
 * whole request fails with this code; an error of a single field leaves the response at 200.
 * `exposed` says whether the caller sees the message; the message of any other error is replaced.
 */
export const errorTable = {
  // Ours, thrown as DomainError.
  UNAUTHENTICATED: { httpStatus: 401, exposed: true },
  FORBIDDEN: { httpStatus: 403, exposed: true },
  BAD_USER_INPUT: { httpStatus: 400, exposed: true },
  NOT_FOUND: { httpStatus: 404, exposed: true },
  CONFLICT: { httpStatus: 409, exposed: true },
  SERVICE_UNAVAILABLE: { httpStatus: 503, exposed: true },
  DEADLINE_EXCEEDED: { httpStatus: 504, exposed: true },
  INTERNAL_SERVER_ERROR: { httpStatus: 500, exposed: false },
  // Apollo Server's, about the request rather than the domain.
  BAD_REQUEST: { httpStatus: 400, exposed: true },
  GRAPHQL_PARSE_FAILED: { httpStatus: 400, exposed: true },
  GRAPHQL_VALIDATION_FAILED: { httpStatus: 400, exposed: true },
  OPERATION_RESOLUTION_FAILURE: { httpStatus: 400, exposed: true },
  PERSISTED_QUERY_NOT_SUPPORTED: { httpStatus: 200, exposed: true },
} as const satisfies Record<string, ErrorPolicy>;

export interface ErrorPolicy {
  readonly httpStatus: number;
  readonly exposed: boolean;
}

export type ErrorCode = keyof typeof errorTable;

/** Whether a value found in `extensions.code` is one of ours. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errorTable, value);
}
