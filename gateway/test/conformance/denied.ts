import { expect } from 'vitest';
import type { SentRequest } from './in-process-subgraph.ts';

/** The error of a place in the response that is denied to the caller. */
export function denied(...path: (string | number)[]) {
  return { path, code: 'UNAUTHORIZED_FIELD_OR_TYPE' };
}

/** Looks into what subgraphs were sent for names that must not be there. */
export function neverAsking(...names: string[]): (requests: readonly SentRequest[]) => void {
  return (requests) => {
    const asked = requests.map(({ query }) => query).join('\n');
    for (const name of names) expect(asked).not.toMatch(new RegExp(`\\b${name}\\b`));
  };
}
