import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { GatewayError } from '../errors/gateway-error.ts';
import { toGraphqlError } from '../errors/to-graphql-error.ts';
import { countRootFields } from '../operation/count-root-fields.ts';
import type { RateLimiter, RateRule } from '../rate-limit/rate-limiter.ts';
import type { GatewayContext } from '../request-context.ts';

/** What an operation takes of a rule, each time it is asked for. */
interface Charge {
  readonly rule: RateRule;
  readonly tokens: number;
}

/**
 * Counts fields of the root types that have a rule of their own, before anything of the operation is
 * planned or executed; `rules` are by coordinate. It runs for each operation, however it came: for each of
 * a batch, too.
 */
export function limitFields(
  rules: ReadonlyMap<string, RateRule>,
  limiter: RateLimiter,
): ApolloServerPlugin<GatewayContext> {
  // PERF: Apollo Server keeps documents; what an operation is charged is found out once for each.
  const known = new WeakMap<OperationDefinitionNode, readonly Charge[]>();

  return {
    requestDidStart: async () => ({
      async didResolveOperation({ schema, document, operation, contextValue: { rates } }) {
        // One that is not there has no fields; our gateway refuses it.
        if (operation === undefined || rates === null) return;
        try {
          for (const { rule, tokens } of chargesOf(operation, document, schema)) {
            await limiter.take(rule, rates, tokens);
          }
        } catch (error) {
          throw error instanceof GatewayError ? toGraphqlError(error) : error;
        }
      },
    }),
  };

  function chargesOf(
    operation: OperationDefinitionNode,
    document: DocumentNode,
    schema: GraphQLSchema,
  ): readonly Charge[] {
    const before = known.get(operation);
    if (before !== undefined) return before;
    const type = schema.getRootType(operation.operation)?.name;
    const charges = [...countRootFields(document, operation)].flatMap(([field, tokens]) => {
      const rule = rules.get(`${type}.${field}`);
      return rule === undefined ? [] : [{ rule, tokens }];
    });
    known.set(operation, charges);
    return charges;
  }
}
