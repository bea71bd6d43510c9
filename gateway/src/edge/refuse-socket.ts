import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { errorTable, type GatewayErrorCode } from '../errors/error-table.ts';
import { graphqlErrorBody } from '../errors/graphql-error-body.ts';

/** Answers on a socket where there is no request to answer, in the shape of all our failures, and hangs up. */
export function refuseSocket(socket: Socket, code: GatewayErrorCode, message: string): void {
  const { httpStatus } = errorTable[code];
  const body = JSON.stringify(graphqlErrorBody(code, message));
  socket.end(
    `HTTP/1.1 ${httpStatus} ${STATUS_CODES[httpStatus]}\r\n` +
      'content-type: application/json; charset=utf-8\r\n' +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
