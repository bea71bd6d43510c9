import { GatewayError } from '../errors/gateway-error.ts';

/** There is no whole answer of a subgraph, and not because it took too long. */
export class SubgraphUnreachableError extends GatewayError {
  override readonly name = 'SubgraphUnreachableError';
  /** The code of what Node or undici reports. */
  readonly reason: string;
  /** Whether any of the request may have reached the subgraph. */
  readonly wasSent: boolean;

  constructor(subgraph: string, { cause, wasSent }: { cause: unknown; wasSent: boolean }) {
    super('SUBGRAPH_UNREACHABLE', `Subgraph "${subgraph}" cannot be reached.`, { cause });
    this.reason = String((cause as NodeJS.ErrnoException | null)?.code);
    this.wasSent = wasSent;
  }
}
