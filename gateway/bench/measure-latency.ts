import autocannon from 'autocannon';

export interface LatencyFigures {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  requests: number;
  /** Responses that were not 200, or did not hold what was expected. */
  failures: number;
}

/**
 * Loads one GraphQL request over keep-alive connections and reports what clients saw.
 * A response that differs from `expectedBody` counts as a failure, so that a fast wrong answer cannot flatter.
 */
export async function measureLatency(options: {
  url: string;
  headers: Record<string, string>;
  body: string;
  expectedBody: string;
  connections: number;
  durationSeconds: number;
}): Promise<LatencyFigures> {
  const { url, headers, body, expectedBody, connections, durationSeconds } = options;
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
    connections,
    duration: durationSeconds,
    verifyBody: (received) => received?.toString() === expectedBody,
  });
  return {
    requestsPerSecond: result.requests.average,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    requests: result.requests.total,
    failures: result.non2xx + result.errors + result.timeouts + result.mismatches,
  };
}
