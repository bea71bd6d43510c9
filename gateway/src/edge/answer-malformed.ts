import type { Socket } from 'node:net';
import type { GatewayErrorCode } from '../errors/error-table.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { refuseSocket } from './refuse-socket.ts';

const MESSAGES = {
  BAD_REQUEST: 'This is no HTTP request.',
  REQUEST_TIMEOUT: 'The request did not arrive in time.',
  REQUEST_HEADERS_TOO_LARGE: 'The headers of the request are too long.',
} as const satisfies Partial<Record<GatewayErrorCode, string>>;

/**
 * Makes what answers what never became a request: Node gives up on it while it reads the head, or waits for
 * the rest. It is counted, and not logged: whoever scans the internet would write our log.
 */
export function createAnswerMalformed(
  metrics: Pick<Metrics, 'requestRefused'>,
): (error: Error & { code?: string }, socket: Socket) => void {
  return (error, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const code = codeOf(error);
    metrics.requestRefused(code);
    refuseSocket(socket, code, MESSAGES[code]);
  };
}

function codeOf({ code }: { code?: string }): keyof typeof MESSAGES {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return 'REQUEST_TIMEOUT';
    case 'HPE_HEADER_OVERFLOW':
      return 'REQUEST_HEADERS_TOO_LARGE';
    default:
      return 'BAD_REQUEST';
  }
}
