import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { errorTable, isGatewayErrorCode } from './error-table.ts';

/** What a client may read of an error's extensions, whoever made it: never stacks or internals. */
const EXPOSED_EXTENSIONS = ['code', 'serviceName', 'requestId'] as const;
/** What Apollo's executor calls an error whose subgraph gave it no code. */
const APOLLO_SUBGRAPH_ERROR = 'DOWNSTREAM_SERVICE_ERROR';

/**
 * Decides what the client sees of an error: its message, path and code where it is one of ours or a
 * subgraph's (which masked its own); anything else is masked as INTERNAL_SERVER_ERROR. The one place
 * that does so; what settings pass on of a subgraph's other extensions comes in `passed`. `masked` says
 * that the log should hold what the client does not see.
 */
export function formatClientError(
  formatted: GraphQLFormattedError,
  original?: unknown,
): { error: GraphQLFormattedError; masked: boolean } {
  const { extensions = {}, ...rest } = formatted;
  const code = clientCode(extensions.code, original);
  const isSubgraphs = typeof extensions.serviceName === 'string' && typeof code === 'string';
  if (isSubgraphs || (isGatewayErrorCode(code) && errorTable[code].exposed)) {
    const passed = isSubgraphs ? (extensions.passed as object | undefined) : undefined;
    const own = { ...exposed(extensions), code };
    return { error: { ...rest, extensions: { ...passed, ...own } }, masked: false };
  }
  const { message: _message, ...position } = rest;
  return {
    error: {
      ...position,
      message: 'Internal server error',
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    },
    masked: true,
  };
}

/** Puts the id, by which the log tells more, into an error that hides what happened. */
export function nameRequest(
  error: GraphQLFormattedError,
  requestId: string,
): GraphQLFormattedError {
  const { extensions } = error;
  if (extensions?.code !== 'INTERNAL_SERVER_ERROR' || extensions.requestId !== undefined) {
    return error;
  }
  return { ...error, extensions: { ...extensions, requestId } };
}

function clientCode(code: unknown, original: unknown): unknown {
  if (code === APOLLO_SUBGRAPH_ERROR) return 'SUBGRAPH_ERROR';
  return isUncodedRefusal(original) ? 'BAD_REQUEST' : code;
}

/** Apollo Server refuses some requests with a status and a message for the client, but no code. */
function isUncodedRefusal(original: unknown): boolean {
  if (!(original instanceof GraphQLError) || original.extensions.code !== undefined) return false;
  const { http } = original.extensions as { http?: { status?: number } };
  return http?.status !== undefined && http.status >= 400 && http.status < 500;
}

function exposed(extensions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    EXPOSED_EXTENSIONS.flatMap((name) =>
      extensions[name] === undefined ? [] : [[name, extensions[name]]],
    ),
  );
}
