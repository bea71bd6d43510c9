import type { GraphQLFormattedError } from 'graphql';
import { errorTable } from '../errors/error-table.ts';
import { type MaskedError, maskError } from '../errors/mask-error.ts';
import type { Logger } from '../logging/create-logger.ts';
import { getRequestScope } from './request-scope.ts';

/** Apollo Server's `formatError`: masks an error for the caller and logs it for us. */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const { requestId, logger } = getRequestScope();
  const masked = maskError(formatted, error, requestId);
  logError(masked, logger);
  return masked.response;
}

function logError(error: MaskedError, logger: Logger): void {
  const { path } = error.response;
  if (error.kind === 'masked') {
    logger.error({ err: error.cause, path }, 'unexpected error');
    return;
  }
  const level = errorTable[error.code].httpStatus >= 500 ? 'warn' : 'debug';
  logger[level]({ err: error.cause, code: error.code, path }, 'error answered');
}
