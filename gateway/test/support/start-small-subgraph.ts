import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { type GraphQLFieldResolver, graphql, parse } from 'graphql';

type Resolvers = Record<string, Record<string, GraphQLFieldResolver<unknown, unknown>>>;

/** A request as a subgraph got it. */
interface ReceivedRequest {
  headers: IncomingHttpHeaders;
  body: string;
  query: string;
  variables: Record<string, unknown>;
}

export interface SmallSubgraph {
  name: string;
  url: string;
  typeDefs: string;
  received: readonly ReceivedRequest[];
  /** The headers of its answers, beside the usual ones, from now on. */
  addHeaders(headers: Readonly<Record<string, string>>): void;
  /** What happens instead of answering, from now on or so many times: for tests of failure. */
  misbehave(how: Misbehaviour | null, times?: number): void;
  /** Holds the next request back until `answer` is called. */
  holdNext(): HeldRequest;
  /** Closes the port and all connections, as a process that ends. */
  goDown(): Promise<void>;
  /** Listens on the same port again. */
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

interface HeldRequest {
  /** Resolves when the request has come. */
  arrived: Promise<void>;
  /** Resolves when its sender has hung up. */
  abandoned: Promise<void>;
  answer(): void;
}

export type Misbehaviour =
  | { kind: 'hang' }
  | { kind: 'reset' }
  | { kind: 'stall'; body: string }
  | { kind: 'drip'; body: string; everyMs: number }
  /** Whatever bytes, and then the end of the connection, polite or not. */
  | { kind: 'raw'; bytes: string; reset?: boolean }
  | {
      kind: 'answer';
      status: number;
      contentType: string;
      body: string | Buffer;
      headers?: OutgoingHttpHeaders;
    };

/** Answers with this body, as JSON and with 200 unless told otherwise. */
export function answering(
  body: string | Buffer,
  given: { status?: number; contentType?: string; headers?: OutgoingHttpHeaders } = {},
): Misbehaviour {
  return { kind: 'answer', status: 200, contentType: 'application/json', body, ...given };
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])\n`;

/** A federated subgraph of a few types over real HTTP, which remembers what it was asked. */
export async function startSmallSubgraph(
  name: string,
  { typeDefs, resolvers }: { typeDefs: string; resolvers: Resolvers },
): Promise<SmallSubgraph> {
  const sdl = LINK + typeDefs;
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as never }]);
  const received: ReceivedRequest[] = [];
  let addedHeaders: Readonly<Record<string, string>> = {};
  let misbehaviour: Misbehaviour | null = null;
  let timesLeft = 0;
  let held: ReturnType<typeof heldRequest> | null = null;

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const { query, variables } = JSON.parse(body);
    received.push({ headers: request.headers, body, query, variables });
    const holding = held;
    held = null;
    if (holding !== null) await holding.hold(request);
    if (misbehaviour !== null && timesLeft > 0) {
      timesLeft -= 1;
      return act(misbehaviour, request, response);
    }
    const result = await graphql({ schema, source: query, variableValues: variables });
    response.writeHead(200, {
      'content-type': 'application/json',
      'server-timing': 'sql;dur=1.5;desc="2 statements"',
      ...addedHeaders,
    });
    response.end(JSON.stringify(result));
  });
  const url = await listen(server, 0);
  return {
    name,
    url,
    typeDefs: sdl,
    received,
    misbehave(how, times = Number.POSITIVE_INFINITY) {
      misbehaviour = how;
      timesLeft = times;
    },
    addHeaders(headers) {
      addedHeaders = headers;
    },
    holdNext() {
      const holding = heldRequest();
      held = holding;
      return holding.handle;
    },
    goDown: () => close(server),
    async comeBack() {
      await listen(server, Number(new URL(url).port));
    },
    stop: () => close(server),
  };
}

function act(how: Misbehaviour, request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request;
  switch (how.kind) {
    case 'hang':
      return;
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'stall':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(how.body);
      return;
    case 'drip':
      drip(response, how);
      return;
    case 'raw':
      socket.write(how.bytes, () => (how.reset ? socket.resetAndDestroy() : socket.end()));
      return;
    case 'answer':
      response.writeHead(how.status, { 'content-type': how.contentType, ...how.headers });
      response.end(how.body);
  }
}

function drip(response: ServerResponse, { body, everyMs }: { body: string; everyMs: number }) {
  response.writeHead(200, { 'content-type': 'application/json' });
  let sent = 0;
  const timer = setInterval(() => {
    response.write(body.charAt(sent));
    sent += 1;
  }, everyMs);
  response.once('close', () => clearInterval(timer));
}

function heldRequest() {
  const arrived = Promise.withResolvers<void>();
  const abandoned = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const handle: HeldRequest = {
    arrived: arrived.promise,
    abandoned: abandoned.promise,
    answer: answered.resolve,
  };
  return {
    handle,
    hold(request: IncomingMessage): Promise<void> {
      request.socket.once('close', abandoned.resolve);
      arrived.resolve();
      return answered.promise;
    },
  };
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
