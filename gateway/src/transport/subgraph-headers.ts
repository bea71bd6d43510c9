import {
  ASSERTION_HEADER,
  type AssertionSigner,
  TIMEOUT_HEADER,
} from '@causeway/subgraph-kit/service';
import type { SubgraphSettings } from '../config/subgraph-settings.ts';
import type { GatewayContext } from '../request-context.ts';

/**
 * The headers of a request to a subgraph: who is asking, signed for that subgraph and body alone; the
 * request's id, trace and deadline; and what header rules say. No client header is passed on unless a rule
 * names it. Each is for one request: to send it again takes new ones.
 */
export function subgraphHeaders(given: {
  subgraph: string;
  settings: SubgraphSettings;
  context: GatewayContext;
  signer: AssertionSigner | null;
  body: string;
  /** What is left of the deadline. */
  timeoutMs: number;
}): Record<string, string> {
  const { subgraph, settings, context, signer, body, timeoutMs } = given;
  const { principal } = context;
  return {
    ...propagated(settings.propagatedHeaders, context.clientHeaders),
    ...settings.insertedHeaders,
    accept: 'application/json',
    // Subgraphs are near: to compress costs both sides more than it saves. And without a word of it, all
    // encodings are welcome (RFC 9110 §12.5.3).
    'accept-encoding': 'identity',
    'content-type': 'application/json',
    'x-request-id': context.requestId,
    [TIMEOUT_HEADER]: String(timeoutMs),
    ...(context.traceparent !== undefined && { traceparent: context.traceparent }),
    ...(signer !== null && {
      [ASSERTION_HEADER]: signer.sign({ audience: subgraph, principal, body }),
    }),
  };
}

function propagated(
  names: readonly string[],
  headers: GatewayContext['clientHeaders'],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      // A header may be called `constructor`, which every object inherits.
      const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
      return value === undefined
        ? []
        : [[name, typeof value === 'string' ? value : value.join(', ')]];
    }),
  );
}
