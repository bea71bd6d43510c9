import type { HttpMessage } from '../http/read-messages.ts';
import type { GraphqlRequest } from '../workloads/workload.ts';
import { encodeRequest } from './encode-request.ts';
import { generateLoad } from './generate-load.ts';

/** Sends one request and returns the answer, whatever it is. */
export async function sendOnce(
  port: number,
  request: GraphqlRequest,
  timeoutMs: number,
): Promise<HttpMessage> {
  let answer: HttpMessage | null = null;
  const bytes = encodeRequest(request);
  const { firstFailure } = await generateLoad({
    port,
    connections: 1,
    durationMs: 0,
    drainMs: timeoutMs,
    nextRequest: () => ({
      bytes,
      findFault(message) {
        answer = message;
        return null;
      },
    }),
  });
  if (answer === null) throw new Error(firstFailure ?? 'no answer');
  return answer;
}
