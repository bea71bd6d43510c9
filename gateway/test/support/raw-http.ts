import { connect, type Socket } from 'node:net';

/** A connection on which bytes are sent that no HTTP client would send. */
export function openSocket(url: string, localAddress = '127.0.0.1'): Socket {
  const { hostname: host, port } = new URL(url);
  return connect({ host, port: Number(port), localAddress });
}

/** All that comes back until the other side hangs up. */
export async function readAll(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** What comes back for bytes that are sent at once. */
export async function sendBytes(url: string, bytes: string | Buffer): Promise<string> {
  const socket = openSocket(url);
  socket.write(bytes);
  return readAll(socket);
}

/** Status and code of an answer, as it came. */
export function readFailure(answer: string): [status: number, code: string] {
  const status = Number(/^HTTP\/1\.1 (\d+) /.exec(answer)?.[1]);
  const body = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));
  return [status, body.errors[0].extensions.code];
}
