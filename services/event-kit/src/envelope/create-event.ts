import { createTimeOrderedId } from '@causeway/subgraph-kit';
import type { EventContract } from '../contracts/define-event.ts';
import type { CloudEvent } from './cloud-event.ts';

/** What of an event its contract does not say. */
export interface EventFacts<D> {
  /** The id of the aggregate that it happened to. */
  readonly subject: string;
  /** The aggregate's version after it. */
  readonly sequence: number;
  readonly time: Date;
  readonly data: D;
  /** The trace of the request or event that caused it, W3C Trace Context §3.2. */
  readonly traceparent?: string | undefined;
}

/** Makes an event of a contract. Throws ZodError when its data is not what the contract describes. */
export function createEvent<D>(contract: EventContract<D>, facts: EventFacts<D>): CloudEvent<D> {
  const { subject, sequence, time, data, traceparent } = facts;
  return {
    specversion: '1.0',
    id: createTimeOrderedId(time),
    source: contract.source,
    type: contract.type,
    subject,
    time: time.toISOString(),
    datacontenttype: 'application/json',
    partitionkey: `${contract.aggregate}/${subject}`,
    sequence: String(sequence),
    ...(traceparent !== undefined && { traceparent }),
    data: contract.data.parse(data),
  };
}
