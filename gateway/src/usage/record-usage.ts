import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../request-context.ts';
import { clientOf } from './client-of.ts';
import type { SampleLoad } from './sample-load.ts';
import type { AskedOperation, UsageWindow } from './usage-window.ts';

/** What is counted into now; it is another when the one before is reported. */
export interface CurrentWindow {
  window: UsageWindow;
}

/**
 * Counts each operation that was planned, by client. Nothing is read of what a client sent but the names; what
 * takes longer than a look into a table is done when a window is reported.
 */
export function recordUsage(
  current: CurrentWindow,
  sample: SampleLoad,
): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ contextValue, document, queryHash, operationName, errors }) => {
        if (contextValue.trace.planningMs === undefined || document === undefined) return;
        const weight = sample();
        if (weight === 0) return;
        const key = `${queryHash}\n${operationName ?? ''}`;
        const operation: AskedOperation = { key, document, operationName: operationName ?? null };
        const failed = errors !== undefined && errors.length > 0;
        current.window.count(operation, clientOf(contextValue.clientHeaders), { weight, failed });
      },
    }),
  };
}
