import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { errorTable, type GatewayErrorCode } from '../errors/error-table.ts';
import { graphqlErrorBody } from '../errors/graphql-error-body.ts';

const MESSAGES = {
  BAD_REQUEST: 'This is no HTTP request.',
  REQUEST_TIMEOUT: 'The request did not arrive in time.',
  REQUEST_HEADERS_TOO_LARGE: 'The headers of the request are too long.',
} as const satisfies Partial<Record<GatewayErrorCode, string>>;

/**
 * Answers what never became a request: Node gives up on it while it reads the head, or waits for the
 * rest. Nothing is logged: whoever scans the internet would write our log.
 */
export function answerMalformed(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = codeOf(error);
  const { httpStatus } = errorTable[code];
  const body = JSON.stringify(graphqlErrorBody(code, MESSAGES[code]));
  socket.end(
    `HTTP/1.1 ${httpStatus} ${STATUS_CODES[httpStatus]}\r\n` +
      'content-type: application/json; charset=utf-8\r\n' +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
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
