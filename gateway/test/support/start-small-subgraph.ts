import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
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
  /** What happens instead of answering, from now on: for tests of failure. */
  misbehave(how: Misbehaviour | null): void;
  /** The headers of its answers, beside the usual ones, from now on. */
  addHeaders(headers: Readonly<Record<string, string>>): void;
  /** Holds the next request back until `answer` is called. */
  holdNext(): HeldRequest;
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
  | { kind: 'answer'; status: number; contentType: string; body: string };

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
    switch (misbehaviour?.kind) {
      case 'hang':
        return;
      case 'reset':
        request.socket.destroy();
        return;
      case 'stall':
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write(misbehaviour.body);
        return;
      case 'answer':
        response.writeHead(misbehaviour.status, { 'content-type': misbehaviour.contentType });
        response.end(misbehaviour.body);
        return;
    }
    const result = await graphql({ schema, source: query, variableValues: variables });
    response.writeHead(200, {
      'content-type': 'application/json',
      'server-timing': 'sql;dur=1.5;desc="2 statements"',
      ...addedHeaders,
    });
    response.end(JSON.stringify(result));
  });
  return {
    name,
    url: await listen(server),
    typeDefs: sdl,
    received,
    misbehave(how) {
      misbehaviour = how;
    },
    addHeaders(headers) {
      addedHeaders = headers;
    },
    holdNext() {
      const holding = heldRequest();
      held = holding;
      return holding.handle;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
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

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
