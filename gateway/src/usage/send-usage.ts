import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';
import { request } from 'undici';
import { z } from 'zod';
import type { RegistrySettings } from '../config/registry-settings.ts';
import type { ReportedOperation, SummedUsage } from './usage-report.ts';

const compress = promisify(gzip);

const DEADLINE_MS = 10_000;
/** A report that cannot be delivered for so long is given up, and what it counted is lost. */
const MOST_TRIES = 6;
const FIRST_PAUSE_MS = 500;
/** The registry takes a mebibyte; numbers and names around the documents take some of it. */
const MOST_BATCH_CHARACTERS = 700_000;
const MOST_BATCH_OPERATIONS = 1_000;
const MOST_KNOWN = 50_000;

const answerForm = z.object({ unknown: z.array(z.string()) });

/** The time that a report is about. */
export interface UsagePeriod {
  readonly from: Date;
  readonly to: Date;
}

/**
 * Delivers what was counted; again under the same key when it is not sure to have arrived, so that nothing is
 * counted twice. A document is sent until the registry has it. Rejects when a part could not be delivered.
 */
export type SendUsage = (
  usage: SummedUsage,
  period: UsagePeriod,
  signal: AbortSignal,
) => Promise<void>;

export function createSendUsage(
  { url, graph, token }: RegistrySettings,
  { instance }: { instance: string },
): SendUsage {
  const address = new URL(`/usage/${graph.replace('@', '/')}`, url);
  const known = new LRUCache<string, true>({ max: MOST_KNOWN });

  async function deliver(body: object, signal: AbortSignal): Promise<readonly string[]> {
    const compressed = await compress(JSON.stringify(body));
    const idempotencyKey = randomUUID();
    for (let tries = 1; ; tries += 1) {
      try {
        return await post(compressed, idempotencyKey, signal);
      } catch (error) {
        if (tries === MOST_TRIES || signal.aborted || error instanceof RefusedError) throw error;
        const pauseMs = FIRST_PAUSE_MS * 2 ** (tries - 1) * (0.5 + Math.random());
        await sleep(pauseMs, undefined, { signal, ref: false }).catch(() => undefined);
      }
    }
  }

  async function post(
    body: Buffer,
    idempotencyKey: string,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const answer = await request(address, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'idempotency-key': idempotencyKey,
      },
      body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
    });
    const { statusCode } = answer;
    if (statusCode === 202) return answerForm.parse(await answer.body.json()).unknown;
    await answer.body.dump();
    const isForGood = statusCode >= 400 && statusCode < 500 && statusCode !== 429;
    throw new (isForGood ? RefusedError : Error)(`The registry answered ${statusCode}.`);
  }

  return async ({ operations, dropped }, { from, to }, signal) => {
    const batches = inBatches(operations, known);
    for (const [index, batch] of batches.entries()) {
      const body = {
        ...{ instance, from, to, dropped: index === 0 ? dropped : 0 },
        operations: batch.map((operation) => written(operation, known)),
      };
      const unknown = new Set(await deliver(body, signal));
      for (const { normal } of batch) {
        if (unknown.has(normal.id)) known.delete(normal.id);
        else known.set(normal.id, true);
      }
    }
  };
}

/** It would be refused again. */
class RefusedError extends Error {}

type Known = Pick<LRUCache<string, true>, 'has'>;

function written({ normal, clients }: ReportedOperation, known: Known) {
  const { id, text, name, type } = normal;
  return { id, type, name, clients, ...(!known.has(id) && { document: text }) };
}

function inBatches(operations: readonly ReportedOperation[], known: Known): ReportedOperation[][] {
  const batches: ReportedOperation[][] = [];
  let batch: ReportedOperation[] = [];
  let characters = 0;
  for (const operation of operations) {
    const size = JSON.stringify(written(operation, known)).length;
    const isFull =
      characters + size > MOST_BATCH_CHARACTERS || batch.length >= MOST_BATCH_OPERATIONS;
    if (isFull && batch.length > 0) {
      batches.push(batch);
      batch = [];
      characters = 0;
    }
    batch.push(operation);
    characters += size;
  }
  return batch.length === 0 ? batches : [...batches, batch];
}
