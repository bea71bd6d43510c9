import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@causeway/dev';
import { type RunningGateway, readGatewaySettings, startGateway } from '@causeway/gateway';
import { readRegistrySettings, startRegistry } from '@causeway/registry';
import { normaliseOperation } from '@causeway/schema-kit/operations';
import { createLogger } from '@causeway/subgraph-kit';
import { createTestIdentity, useDatabase } from '@causeway/test-kit';
import { parse } from 'graphql';
import { afterAll, beforeAll } from 'vitest';
import { startPeople, supergraphOf } from '../support/small-graph.ts';

const ADMIN = `cwt_${'A'.repeat(43)}`;
const quiet = createLogger({ name: 'registry', level: 'silent' });

export interface RegistryPages {
  /** The gateway's origin, where the sandbox is. */
  readonly url: string;
  readonly registryUrl: string;
  /** May read `shop`. */
  readonly token: string;
  /** Asks the registry as its administrator; fails when it reports an error. */
  ask<T>(query: string, variables?: object): Promise<T>;
  publish(ref: string, subgraphs: Readonly<Record<string, string>>, reason?: string): Promise<void>;
  /** Reports operations as a gateway does. */
  report(ref: string, operations: readonly ReportedUse[]): Promise<void>;
  /** Tells what a gateway serves and refuses. */
  tell(ref: string, state: object): Promise<void>;
  /** What whoever composes the gateway's graph tells of it. */
  writeStatus(status: object): Promise<void>;
}

export interface ReportedUse {
  readonly query: string;
  readonly client: string;
  readonly version: string;
  readonly count: number;
}

/** A registry of its own, and a gateway whose sandbox reads `shop@test` from it. */
export function useRegistryPages(): () => RegistryPages {
  const database = useDatabase('registry');
  const signing = createTestIdentity();
  const closing: (() => Promise<unknown>)[] = [];
  let pages: RegistryPages | undefined;

  beforeAll(async () => {
    const port = await freePort();
    const registry = await startRegistry(
      readRegistrySettings({
        PORT: '0',
        REGISTRY_DATABASE_URL: database().appUrl,
        SIGNING_KEY_FILE: signing.keyFile,
        BOOTSTRAP_TOKEN: ADMIN,
        CORS_ORIGINS: `http://127.0.0.1:${port}`,
      }),
      { logger: quiet },
    );
    closing.push(registry.close);
    const asked = createAsking(registry.url);
    await asked.ask('mutation { createGraph(name: "shop") { __typename } }');
    const token = await createReadToken(asked.ask);
    const named = { url: registry.url, graph: 'shop@test', token };
    const { gateway, statusFile } = await startSandbox(port, named, closing);
    const writeStatus = (status: object) => writeFile(statusFile, JSON.stringify(status));
    const url = new URL(gateway.url).origin;
    pages = { url, registryUrl: registry.url, token, writeStatus, ...asked };
  });

  afterAll(async () => {
    for (const close of closing.reverse()) await close();
  });

  return () => {
    if (!pages) throw new Error('The pages are served only inside tests.');
    return pages;
  };
}

async function startSandbox(
  port: number,
  registry: object,
  closing: (() => Promise<unknown>)[],
): Promise<{ gateway: RunningGateway; statusFile: string }> {
  const people = await startPeople();
  closing.push(() => people.stop());
  const folder = await mkdtemp(join(tmpdir(), 'causeway-pages-'));
  closing.push(() => rm(folder, { recursive: true }));
  const supergraph = join(folder, 'supergraph.graphql');
  await writeFile(supergraph, supergraphOf([people]));
  const statusFile = join(folder, 'status.json');
  const env = {
    LOG_LEVEL: 'silent',
    METRICS_PORT: 'off',
    SANDBOX_STATUS_FILE: statusFile,
    SANDBOX_REGISTRY: JSON.stringify(registry),
  };
  const settings = readGatewaySettings({ supergraph, port: String(port) }, env);
  const gateway = await startGateway({ ...settings, drainIdleMs: 0 });
  closing.push(() => gateway.close());
  return { gateway, statusFile };
}

function createAsking(url: string): Pick<RegistryPages, 'ask' | 'publish' | 'report' | 'tell'> {
  const post = (address: string, body: object, headers = {}) =>
    fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${ADMIN}`, ...headers },
      body: JSON.stringify(body),
    });
  const pathOf = (kind: string, ref: string) =>
    new URL(`/${kind}/${ref.replace('@', '/')}`, url).href;

  async function ask<T>(query: string, variables: object = {}): Promise<T> {
    const response = await post(url, { query, variables });
    const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  }

  return {
    ask,
    async publish(ref, subgraphs, reason) {
      const list = Object.entries(subgraphs).map(([name, sdl]) => ({
        ...{ name, sdl, routingUrl: `http://${name}.test/graphql` },
      }));
      const input = { ref, subgraphs: list, revision: 'a1b2c3d', reason };
      const { publishSubgraphs } = await ask<{ publishSubgraphs: object }>(
        `mutation ($input: PublishSubgraphsInput!) {
          publishSubgraphs(input: $input) { ... on Published { changed } ... on Failure { message } }
        }`,
        { input },
      );
      if (!('changed' in publishSubgraphs)) throw new Error(JSON.stringify(publishSubgraphs));
    },
    async report(ref, uses) {
      const now = new Date();
      const operations = uses.map(reported);
      const report = { instance: 'gateway-1', from: now, to: now, dropped: 0, operations };
      const headers = { 'idempotency-key': randomUUID() };
      const { status } = await post(pathOf('usage', ref), report, headers);
      if (status !== 202) throw new Error(`The registry answered ${status} to a usage report.`);
    },
    async tell(ref, state) {
      const { status } = await post(pathOf('gateways', ref), state);
      if (status !== 204) throw new Error(`The registry answered ${status} to a gateway's state.`);
    },
  };
}

function reported({ query, client, version, count }: ReportedUse) {
  const normal = normaliseOperation(parse(query));
  if (normal === null) throw new Error(`There is no operation in ${query}.`);
  const { id, text: document, name, type } = normal;
  return { id, document, name, type, clients: [{ name: client, version, count, errorCount: 0 }] };
}

async function createReadToken(ask: RegistryPages['ask']): Promise<string> {
  const input = { name: 'pages', grants: [{ graph: 'shop', permissions: ['READ'] }] };
  const { createToken } = await ask<{ createToken: { secret: string } }>(
    'mutation ($input: CreateTokenInput!) { createToken(input: $input) { ... on TokenCreated { secret } } }',
    { input },
  );
  return createToken.secret;
}
