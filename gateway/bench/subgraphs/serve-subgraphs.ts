import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type HttpMessage, readMessages } from '../http/read-messages.ts';
import type { AnswerSubgraph } from './answer-subgraph.ts';

export interface SubgraphCount {
  requests: number;
  /** How many of them came without a header that the workload wants passed on. */
  withoutHeaders: number;
}

export interface SubgraphServer {
  urlOf(name: string): string;
  /** Counts from now on. */
  resetCount(): void;
  count(): SubgraphCount;
  /** Notes each request and answers it late, so that waves of requests can be told apart. */
  record(delayMs: number): { stop(): SubgraphRecord[] };
  close(): void;
}

export interface SubgraphRecord {
  subgraph: string;
  body: string;
  arrivedMs: number;
}

const MOST_ANSWERS = 20_000;
const NOT_ALLOWED = 'HTTP/1.1 405 Method Not Allowed\r\ncontent-length: 0\r\n\r\n';

/**
 * Serves every subgraph at `/<name>` from one port: an answer is made once for each request body and kept
 * as the bytes that go on the wire.
 */
export async function serveSubgraphs(
  answer: AnswerSubgraph,
  headers: readonly string[],
): Promise<SubgraphServer> {
  const answers = new Map<string, Buffer>();
  const sockets = new Set<Socket>();
  const count = { requests: 0, withoutHeaders: 0 };
  let recording: { records: SubgraphRecord[]; delayMs: number } | null = null;

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    socket.on(
      'data',
      readMessages((message) => respond(socket, message)),
    );
  });

  function respond(socket: Socket, { head, body }: HttpMessage): void {
    count.requests += 1;
    if (!headers.every((name) => head.includes(`\r\n${name}: `))) count.withoutHeaders += 1;
    const subgraph = /^POST \/(\w+)/.exec(head)?.[1];
    if (subgraph === undefined) {
      socket.write(NOT_ALLOWED);
      return;
    }
    // PERF: as one string of bytes, which a map finds faster than a hash is computed.
    const key = subgraph + body.toString('latin1');
    const known = answers.get(key);
    if (known !== undefined && recording === null) socket.write(known);
    else void respondFirst(socket, { key, subgraph, body: body.toString('utf8') });
  }

  async function respondFirst(
    socket: Socket,
    { key, subgraph, body }: { key: string; subgraph: string; body: string },
  ): Promise<void> {
    const during = recording;
    during?.records.push({ subgraph, body, arrivedMs: performance.now() });
    const bytes = answers.get(key) ?? wireFormat(await answer(subgraph, body));
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answers.set(key, bytes);
    if (during === null) socket.write(bytes);
    else setTimeout(() => socket.write(bytes), during.delayMs);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    urlOf: (name) => `http://127.0.0.1:${port}/${name}`,
    resetCount: () => Object.assign(count, { requests: 0, withoutHeaders: 0 }),
    count: () => ({ ...count }),
    record(delayMs) {
      const current = { records: [] as SubgraphRecord[], delayMs };
      recording = current;
      return {
        stop() {
          recording = null;
          return current.records;
        },
      };
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function wireFormat(json: string): Buffer {
  const body = Buffer.from(json);
  const head = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: keep-alive\r\ncontent-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), body]);
}
