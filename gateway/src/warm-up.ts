import { setImmediate as nextTurn } from 'node:timers/promises';
import { parse, validate } from 'graphql';
import type { AskedOperation } from './asked-operation.ts';
import type { DocumentStore } from './caching/document-store.ts';
import type { WarmUpSettings } from './config/warm-up-settings.ts';
import { GatewayError } from './errors/gateway-error.ts';
import { reasonOf } from './errors/reason-of.ts';
import type { GraphGeneration } from './graph-generation.ts';
import { SupergraphError } from './supergraph/supergraph-error.ts';

/** What came of planning the hottest operations of one supergraph on the next. */
export interface WarmUpReport {
  readonly warmed: number;
  /** Operations in use that are not valid any more. */
  readonly invalid: readonly Misfit[];
  /** Operations that are valid, could be planned before, and cannot be now. */
  readonly unplannable: readonly Misfit[];
  /** Operations that there was no time for. */
  readonly skipped: number;
  readonly durationMs: number;
}

/** An operation that a supergraph cannot answer, by what the log may say of it. */
export interface Misfit {
  readonly operationName: string | undefined;
  /** SHA-256 of its text. */
  readonly queryHash: string;
  readonly reason: string;
}

/**
 * Makes the next generation ready for what is asked of the running one. Rejects with SupergraphError when the
 * next is not to be served.
 */
export type WarmUp = (
  next: GraphGeneration,
  running: GraphGeneration,
  signal: AbortSignal,
) => Promise<void>;

/**
 * PERF: a plan takes a planner a tenth of a millisecond, and some to get there and back through two processes that
 * share the machine. So many are under way at once; what each does here is done in its own turn.
 * Decision record 0019 has the figures.
 */
const AT_ONCE = 4;

type Outcome = 'warmed' | 'skipped' | { readonly kind: 'invalid' | 'unplannable'; reason: string };

export function createWarmUp(
  settings: WarmUpSettings,
  parts: { documents: DocumentStore; onWarmedUp: (report: WarmUpReport) => void },
): WarmUp {
  const { documents, onWarmedUp } = parts;
  return async (next, running, signal) => {
    const startedAtMs = performance.now();
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(settings.timeoutMs)]);
    const hottest = running.hottest(settings.operations);
    const outcomes: Outcome[] = [];
    const operations = hottest.entries();
    const warmInTurns = async () => {
      for (const [index, asked] of operations) {
        // Requests come first: each operation takes a turn of its own.
        await nextTurn();
        outcomes[index] = inTime.aborted ? 'skipped' : await warmOne(next, asked, inTime);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, warmInTurns));
    const misfits = (kind: 'invalid' | 'unplannable') =>
      outcomes.flatMap((outcome, index) =>
        typeof outcome === 'object' && outcome.kind === kind
          ? misfitOf(hottest[index], outcome.reason)
          : [],
      );
    const report: WarmUpReport = {
      warmed: outcomes.filter((outcome) => outcome === 'warmed').length,
      skipped: outcomes.filter((outcome) => outcome === 'skipped').length,
      invalid: misfits('invalid'),
      unplannable: misfits('unplannable'),
      durationMs: performance.now() - startedAtMs,
    };
    onWarmedUp(report);
    refuseMisfits(report, settings);
  };

  async function warmOne(
    next: GraphGeneration,
    asked: AskedOperation,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const { apiSchema } = next.supergraph;
    // Parsed anew: what is known of a document is known for one schema.
    const document = parse(asked.source);
    const [fault] = validate(apiSchema, document, undefined, { maxErrors: 1 });
    if (fault !== undefined) return { kind: 'invalid', reason: fault.message };
    documents.keep(apiSchema, asked.queryHash, document);
    await nextTurn();
    try {
      await next.warm(asked, document, signal);
      return 'warmed';
    } catch (error) {
      // Time that is over says nothing about the supergraph.
      if (signal.aborted || isTooComplex(error)) return 'skipped';
      return {
        kind: 'unplannable',
        reason: reasonOf(error),
      };
    }
  }
}

function isTooComplex(error: unknown): boolean {
  return error instanceof GatewayError && error.code === 'OPERATION_TOO_COMPLEX';
}

function misfitOf(asked: AskedOperation | undefined, reason: string): Misfit[] {
  if (asked === undefined) return [];
  const { operationName, queryHash } = asked;
  return [{ operationName, queryHash, reason }];
}

/** So many operations a refusal names. */
const MOST_NAMED = 5;

function refuseMisfits(
  { invalid, unplannable }: WarmUpReport,
  { onInvalid, onUnplannable }: WarmUpSettings,
): void {
  if (onUnplannable === 'refuse' && unplannable.length > 0) {
    throw new SupergraphError(`operations in use cannot be planned on it: ${named(unplannable)}`);
  }
  if (onInvalid === 'refuse' && invalid.length > 0) {
    throw new SupergraphError(`operations in use are not valid for it: ${named(invalid)}`);
  }
}

function named(misfits: readonly Misfit[]): string {
  const first = misfits
    .slice(0, MOST_NAMED)
    .map(
      ({ operationName = 'unnamed', queryHash, reason }) =>
        `${operationName} (${queryHash.slice(0, 12)}): ${reason}`,
    );
  const more = misfits.length - first.length;
  return [...first, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
