import type { EventContract } from './define-event.ts';

/** Consumers that share events: every group is told of all that it wants, each by one of its processes. */
export interface EventGroup {
  /** `catalog.reservations`. */
  readonly name: string;
  readonly types: readonly string[];
}

/** Says which types of events a group of processes handles. */
export function defineGroup(
  name: string,
  contracts: readonly Pick<EventContract, 'type'>[],
): EventGroup {
  return Object.freeze({ name, types: Object.freeze(contracts.map(({ type }) => type)) });
}
