/** A subgraph's schema as it was published; the text itself is read when it is asked for. */
export interface PublishedSubgraph {
  readonly id: bigint;
  readonly name: string;
  readonly number: number;
  readonly routingUrl: string;
  readonly sdlHash: string;
  readonly revision: string | null;
  readonly publishedBy: string;
  readonly publishedAt: Date;
}
