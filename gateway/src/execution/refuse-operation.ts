import { GatewayError } from '../errors/gateway-error.ts';
import { toGraphqlError } from '../errors/to-graphql-error.ts';
import type { ExecuteOperation } from './compile-operation.ts';

/** Answers an operation of which the caller may not have all. Which part that is, is not told. */
export const refuseOperation: ExecuteOperation = async () => ({
  errors: [
    toGraphqlError(
      new GatewayError(
        'UNAUTHORIZED_FIELD_OR_TYPE',
        'The operation asks for something that the caller is not allowed to ask for.',
      ),
    ),
  ],
});
