import type { SubgraphCaller } from '@causeway/test-kit';
import type { Request } from './size-cases.ts';

const SHARES = [0.5, 0.95, 0.99] as const;

/**
 * Sends requests in turn, one at a time, `count` of them after one to warm up. Returns the median, the 95th
 * and the 99th percentile in milliseconds.
 */
export async function measureRequests(
  requests: readonly Request[],
  caller: SubgraphCaller,
  count: number,
): Promise<readonly [number, number, number]> {
  const times: number[] = [];
  for (let round = -1; round < count; round += 1) {
    const { query, variables } = requests[(round + 1) % requests.length] as Request;
    const began = performance.now();
    await caller.read(query, variables);
    if (round >= 0) times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.ceil(times.length * share) - 1] ?? Number.NaN;
  const [median, p95, p99] = SHARES;
  return [at(median), at(p95), at(p99)];
}
