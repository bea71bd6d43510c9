import { ASSERTION_HEADER, type AssertionSigner } from '@causeway/subgraph-kit/service';
import type { SubgraphSettings } from '../config/subgraph-settings.ts';
import type { GatewayContext } from '../request-context.ts';

/**
 * The headers of a request to a subgraph: who is asking, signed for that subgraph alone; the request's
 * id and trace; and what header rules say. No client header is passed on unless a rule names it.
 */
export async function subgraphHeaders(given: {
  subgraph: string;
  settings: SubgraphSettings;
  context: GatewayContext;
  signer: AssertionSigner | null;
}): Promise<Record<string, string>> {
  const { subgraph, settings, context, signer } = given;
  return {
    ...propagated(settings.propagatedHeaders, context.clientHeaders),
    ...settings.insertedHeaders,
    accept: 'application/json',
    'content-type': 'application/json',
    'x-request-id': context.requestId,
    ...(context.traceparent !== undefined && { traceparent: context.traceparent }),
    ...(signer !== null && {
      [ASSERTION_HEADER]: await signer.sign({ audience: subgraph, principal: context.principal }),
    }),
  };
}

function propagated(
  names: readonly string[],
  headers: GatewayContext['clientHeaders'],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return value === undefined
        ? []
        : [[name, typeof value === 'string' ? value : value.join(', ')]];
    }),
  );
}
