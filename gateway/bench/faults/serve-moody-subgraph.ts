import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A subgraph of one field, which answers, or does not, as it is told. */
export interface MoodySubgraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: string;
  /** Requests that are not answered; they end when it answers again. */
  hang(): void;
  answer(): void;
  /** Closes its port and all connections for a while, as a process that is started anew. */
  restart(awayMs: number): Promise<void>;
  /** How many requests wait for an answer. */
  waiting(): number;
  stop(): void;
}

/** Serves `type Query { <name>: Int }` on a free port. */
export async function serveMoodySubgraph(name: string): Promise<MoodySubgraph> {
  const waiting = new Set<ServerResponse>();
  let hangs = false;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.setHeader('content-type', 'application/json');
    if (!hangs) return void response.end(answerTo(Buffer.concat(chunks), name));
    waiting.add(response);
    response.once('close', () => waiting.delete(response));
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  const port = await listen(0);
  return {
    name,
    url: `http://127.0.0.1:${port}/graphql`,
    typeDefs: `type Query { ${name}: Int }`,
    hang() {
      hangs = true;
    },
    answer() {
      hangs = false;
    },
    async restart(awayMs) {
      close();
      await new Promise((resolve) => setTimeout(resolve, awayMs));
      await listen(port);
    },
    waiting: () => waiting.size,
    stop: close,
  };
}

const FIELD = /(?:(\w+)\s*:\s*)?(\w+)\s*\}/;

/** What is asked for is the one field, under some alias. */
function answerTo(body: Buffer, name: string): string {
  const { query } = JSON.parse(body.toString()) as { query: string };
  return JSON.stringify({ data: { [FIELD.exec(query)?.[1] ?? name]: 1 } });
}
