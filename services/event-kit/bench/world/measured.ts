import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type CloudEvent, createEvent, defineEvent, defineGroup } from '../../src/index.ts';

/** What the benchmarks tell of. */
export const measured = defineEvent({
  type: 'causeway.orders.bench-measured.v1',
  aggregate: 'bench',
  data: z.object({ committedAtMs: z.number() }),
});

export const benchGroup = defineGroup('bench.measured', [measured]);

/** The time is taken before the commit, so that delays are a commit too long. */
export function eventNow(): CloudEvent {
  const time = new Date();
  const data = { committedAtMs: time.getTime() };
  return createEvent(measured, { subject: randomUUID(), sequence: 1, time, data });
}
