import type { GraphQLFormattedError } from 'graphql';
import { errorTable, isGatewayErrorCode } from './error-table.ts';

/** What a client may read of an error's extensions, whoever made it: never stacks or internals. */
const EXPOSED_EXTENSIONS = ['code', 'serviceName', 'requestId'] as const;
/** What Apollo's executor calls an error whose subgraph gave it no code. */
const APOLLO_SUBGRAPH_ERROR = 'DOWNSTREAM_SERVICE_ERROR';

/**
 * Decides what the client sees of an error: its message, path and code where it is one of ours or a
 * subgraph's (which masked its own); anything else is masked as INTERNAL_SERVER_ERROR. The one place
 * that does so. `masked` says that the log should hold what the client does not see.
 */
export function formatClientError(formatted: GraphQLFormattedError): {
  error: GraphQLFormattedError;
  masked: boolean;
} {
  const { extensions = {}, ...rest } = formatted;
  const code = extensions.code === APOLLO_SUBGRAPH_ERROR ? 'SUBGRAPH_ERROR' : extensions.code;
  const isSubgraphs = typeof extensions.serviceName === 'string' && typeof code === 'string';
  if (isSubgraphs || (isGatewayErrorCode(code) && errorTable[code].exposed)) {
    return { error: { ...rest, extensions: { ...exposed(extensions), code } }, masked: false };
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

function exposed(extensions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    EXPOSED_EXTENSIONS.flatMap((name) =>
      extensions[name] === undefined ? [] : [[name, extensions[name]]],
    ),
  );
}
