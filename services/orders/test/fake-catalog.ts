import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ASSERTION_HEADER, createAssertionVerifier, type Principal } from '@causeway/subgraph-kit';
import type { TestIdentity } from '@causeway/test-kit';

export interface FakeVariant {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  readonly title: string;
  readonly productTitle: string;
  readonly priceMinor: number;
  readonly currency: 'EUR' | 'USD' | 'GBP';
  readonly weightGrams: number;
  readonly isAvailable: boolean;
  readonly stock: number;
}

/** How the catalog answers: as it should, or in one of the ways in which servers fail. */
export type Mood =
  | { readonly kind: 'well' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'raw'; readonly status: number; readonly body: string }
  | { readonly kind: 'hanging up' };

export interface FakeCatalog {
  /** The full address of its GraphQL endpoint. */
  readonly url: string;
  /** Who called, request by request. */
  readonly callers: readonly Principal[];
  /** Puts a variant on sale. */
  sell(variant?: Partial<FakeVariant>): FakeVariant;
  /** Runs when a request has arrived, before it is answered. */
  beforeAnswer: () => Promise<void>;
  mood: Mood;
  close(): Promise<void>;
}

/**
 * A catalog for tests of checkout: a real HTTP server that verifies assertions as the catalog does and
 * answers `_entities` for the variants it was told to sell. Whatever the operation selects, it sends
 * all it knows of a variant.
 */
export async function startFakeCatalog(identity: TestIdentity): Promise<FakeCatalog> {
  const variants = new Map<string, FakeVariant>();
  const callers: Principal[] = [];
  const assertions = createAssertionVerifier({ audience: 'catalog', trust: identity.trust });
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => response.destroy(error));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const assertion = await assertions.verify(String(request.headers[ASSERTION_HEADER]));
    const bytes = await readBytes(request);
    callers.push(assertion.admit(bytes));
    const body = JSON.parse(bytes.toString());
    await catalog.beforeAnswer();
    const { mood } = catalog;
    switch (mood.kind) {
      case 'hanging up':
        response.destroy();
        return;
      case 'raw':
        return send(response, mood.status, mood.body);
      case 'silent':
        return;
      case 'well':
        return send(response, 200, JSON.stringify(entities(body.variables)));
    }
  }

  function entities(variables: Record<string, unknown>) {
    const representations = variables.representations as readonly { id: string }[];
    return { data: { _entities: representations.map(({ id }) => entityOf(variants.get(id))) } };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const catalog: FakeCatalog = {
    url: `http://127.0.0.1:${port}/graphql`,
    callers,
    mood: { kind: 'well' },
    beforeAnswer: async () => {},
    sell(given = {}) {
      const variant = { ...sampleVariant(), ...given };
      variants.set(variant.id, variant);
      return variant;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return catalog;
}

function sampleVariant(): FakeVariant {
  return {
    id: randomUUID(),
    productId: randomUUID(),
    sku: `SKU-${randomUUID().toUpperCase()}`,
    title: 'Large',
    productTitle: 'Wool blanket',
    priceMinor: 2_000,
    currency: 'EUR',
    weightGrams: 400,
    isAvailable: true,
    stock: 1_000,
  };
}

function entityOf(variant: FakeVariant | undefined) {
  if (variant === undefined) return null;
  const { id, sku, title, weightGrams, isAvailable, stock } = variant;
  return {
    __typename: 'Variant',
    id,
    sku,
    title,
    weightGrams,
    isAvailable,
    stock,
    price: { amountMinor: variant.priceMinor, currency: variant.currency },
    product: { id: variant.productId, title: variant.productTitle },
  };
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, status: number, body: string): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}
