import { isHit, type SchemaChange } from '@causeway/schema-kit';
import type { OperationUse } from '../usage/used-store.ts';
import type { CheckedChange, Verdict } from './check.ts';

/** Whoever has to talk to more clients than that needs no list. */
const MOST_AFFECTED = 100;

/**
 * Says of each change whether clients stand in its way: a breaking one is refused when operations that it hits
 * were asked for at least `leastRequests` times, and may go when nobody uses it. `uses`: those asked for most
 * first.
 */
export function judgeChanges(
  changes: readonly SchemaChange[],
  uses: readonly OperationUse[],
  { leastRequests }: { leastRequests: number },
): readonly CheckedChange[] {
  const used = uses.map(({ coordinates, ...use }) => ({
    ...use,
    coordinates: new Set(coordinates),
  }));
  return changes.map(({ hits, ...change }) => {
    if (change.severity === 'SAFE') {
      return { change, verdict: 'ALLOWED', affected: [], affectedCount: 0 };
    }
    const hit = used.filter(({ coordinates }) => isHit(hits, coordinates));
    const requests = hit.reduce((sum, { count }) => sum + count, 0);
    return {
      change,
      verdict: verdictOn(change.severity, requests >= leastRequests),
      affected: hit.slice(0, MOST_AFFECTED).map(({ id }) => id),
      affectedCount: hit.length,
    };
  });
}

function verdictOn(severity: SchemaChange['severity'], isUsed: boolean): Verdict {
  if (severity !== 'BREAKING') return 'ALLOWED';
  return isUsed ? 'REFUSED' : 'ALLOWED_UNUSED';
}
