import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { onTestFinished, vi } from 'vitest';
import {
  anonymous,
  assertionKey,
  assertionTrust,
  buildConnection,
  createAssertionSigner,
  createAssertionVerifier,
  createGroupLoader,
  createLoader,
  createLogger,
  DomainError,
  decodeCursor,
  encodeCursor,
  type PageArguments,
  type Principal,
  parsePage,
  type RequestContext,
  requireUserWithScope,
  startSubgraph,
} from '../src/index.ts';

/** A small subgraph with what the tests of the kit need: a list, references, failures, waiting. */
const typeDefs = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  type Query {
    whoAmI: String!
    requestId: String!
    items(first: Int, after: String, last: Int, before: String): ItemConnection!
    stock: Int!
    taken: Int
    crash: Int
    sleep: Boolean!
  }
  type Mutation { sleep: Boolean! }
  type Item @key(fields: "id") { id: ID! name: String! tags: [String!]! }
  type ItemConnection { edges: [ItemEdge!]! nodes: [Item!]! pageInfo: PageInfo! }
  type ItemEdge { cursor: String! node: Item! }
  type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
`;

interface Item {
  readonly id: string;
  readonly name: string;
}

const items: readonly Item[] = Array.from({ length: 25 }, (_, index) => ({
  id: `item-${String(index).padStart(2, '0')}`,
  name: `Item ${index}`,
}));

function listItems(given: PageArguments) {
  const page = parsePage(given, { defaultFirst: 10, maximum: 10 });
  const after = page.cursor === null ? '' : String(decodeCursor(page.cursor, 1)[0]);
  return buildConnection({
    rows: items.filter(({ id }) => id > after).slice(0, page.size + 1),
    page,
    cursorOf: ({ id }) => encodeCursor([id]),
    node: (item) => item,
  });
}

type Context = RequestContext & {
  readonly items: ReturnType<typeof createLoader<string, Item>>;
  readonly tags: ReturnType<typeof createGroupLoader<string, { itemId: string; tag: string }>>;
};

type Resolve<A = object, S = unknown> = (source: S, args: A, context: Context) => unknown;

export interface ExampleOptions {
  readonly isReady?: () => Promise<boolean>;
  readonly buildContext?: (request: RequestContext) => RequestContext;
  readonly routes?: (app: FastifyInstance) => void;
  /** What `sleep` waits for, as a query and as a mutation. */
  readonly sleep?: (signal: AbortSignal) => Promise<unknown>;
}

function generateKey(kid: string) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const toJwk = (key: KeyObject) => ({ ...key.export({ format: 'jwk' }), kid });
  return { privateKey, privateJwk: toJwk(privateKey), publicJwk: toJwk(publicKey) };
}

/** Signs a request, given its body. */
type Sign = (body: string) => string;

/** Starts the subgraph for one test; it is closed when the test ends. */
export async function startExample(options: ExampleOptions = {}) {
  const key = generateKey('gateway-1');
  const signer = createAssertionSigner({
    current: assertionKey.parse({ issuer: 'causeway-gateway', key: key.privateJwk }),
  });
  const issuers = { 'causeway-gateway': { keys: [key.publicJwk] } };
  const log = collectLog();
  const batches = { items: vi.fn(), tags: vi.fn() };
  const subgraph = await startSubgraph({
    name: 'catalog',
    typeDefs,
    resolvers: exampleResolvers(options),
    buildContext: (request) => ({
      ...(options.buildContext?.(request) ?? request),
      ...exampleLoaders(batches),
    }),
    assertions: createAssertionVerifier({
      audience: 'catalog',
      trust: { current: assertionTrust.parse({ issuers }) },
    }),
    host: '127.0.0.1',
    port: 0,
    logger: log.logger,
    isReady: options.isReady ?? (async () => true),
    ...(options.routes && { routes: options.routes }),
  });
  onTestFinished(() => subgraph.close());
  const sign =
    (principal: Principal = anonymous, audience = 'catalog'): Sign =>
    (body) =>
      signer.sign({ audience, principal, body });
  return { ...subgraph, key, sign, batches, log, origin: new URL(subgraph.url).origin };
}

function exampleLoaders(batches: { items: (n: number) => void; tags: (n: number) => void }) {
  return {
    items: createLoader(
      async (ids: readonly string[]) => {
        batches.items(ids.length);
        return items.filter(({ id }) => ids.includes(id));
      },
      ({ id }) => id,
    ),
    tags: createGroupLoader(
      async (ids: readonly string[]) => {
        batches.tags(ids.length);
        return ids.flatMap((itemId) => ['a', 'b'].map((tag) => ({ itemId, tag })));
      },
      ({ itemId }) => itemId,
    ),
  };
}

function exampleResolvers(options: ExampleOptions) {
  const Query: Record<string, Resolve> = {
    whoAmI: (_source, _args, { principal }) =>
      principal.kind === 'user' ? principal.userId : 'nobody',
    requestId: (_source, _args, { requestId }) => requestId,
    items: (_source, args) => listItems(args),
    stock: (_source, _args, { principal }) =>
      requireUserWithScope(principal, 'stock:write').userId.length,
    taken: () => {
      throw new DomainError('CONFLICT', 'The name is taken.');
    },
    crash: () => {
      throw new Error('password=hunter2 in /srv/db.ts');
    },
    sleep: async (_source, _args, { signal }) => {
      await options.sleep?.(signal);
      return true;
    },
  };
  const reference: Resolve<Context, { id: string }> = ({ id }, context) => context.items.load(id);
  const tags: Resolve<object, Item> = async ({ id }, _args, context) =>
    (await context.tags.load(id)).map(({ tag }) => tag);
  return { Query, Mutation: { sleep: Query.sleep }, Item: { __resolveReference: reference, tags } };
}

type LogLine = Record<string, unknown>;

/** A logger whose lines the test can read. */
function collectLog() {
  const lines: LogLine[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) };
  /** The line of a request is written when its response is done, a moment after it arrived. */
  const lineWith = (fields: LogLine) =>
    vi.waitFor(
      () => {
        const found = lines.find((line) =>
          Object.entries(fields).every(([name, value]) => line[name] === value),
        );
        if (found === undefined) throw new Error(`No log line has ${JSON.stringify(fields)}.`);
        return found;
      },
      { timeout: 30_000 },
    );
  return {
    logger: createLogger({ name: 'catalog', level: 'debug', destination }),
    lines,
    lineWith,
    line: (msg: string) => lineWith({ msg }),
  };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions?: Record<string, unknown>;
    }[];
  };
}

/** Posts a request body as JSON, with `assertion`, or one that is signed for it, if there is one. */
export async function post(
  url: string,
  body: unknown,
  given: { assertion?: string | Sign; headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { assertion } = given;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      // Or each test would wait in the end for its connections to become idle.
      connection: 'close',
      ...(assertion !== undefined && {
        'causeway-assertion': typeof assertion === 'string' ? assertion : assertion(text),
      }),
      ...given.headers,
    },
    body: text,
    ...(given.signal && { signal: given.signal }),
  });
  const { status, headers } = response;
  return { status, headers, body: (await response.json()) as Answer['body'] };
}
