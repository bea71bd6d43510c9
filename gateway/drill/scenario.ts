import type { Room } from './open-room.ts';

/** Something that happens to gateways in operation, and what their clients see of it. */
export interface Scenario {
  readonly name: string;
  readonly summary: string;
  run(room: Room): Promise<Outcome>;
}

export interface Latency {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface Outcome {
  readonly requests: number;
  /** Answers that were wrong, an error, or never came. */
  readonly failed: number;
  readonly firstFailure: string | null;
  readonly before: Latency;
  readonly during: Latency;
  /** Of the gateway's event loop, meanwhile. */
  readonly longestPauseMs: number | null;
  /** What the gateway's heap held, garbage aside. */
  readonly heapBytes: { readonly before: number | null; readonly after: number | null };
  /** What else is worth knowing. */
  readonly notes: readonly string[];
  /** What did not happen as it should; none, and no failed request, is a pass. */
  readonly problems: readonly string[];
}
