import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import {
  closeServer,
  createAssertionSigner,
  createDrainSwitch,
  createLogger,
  type Logger,
  loadAssertionKey,
} from '@causeway/subgraph-kit';
import type { FastifyInstance } from 'fastify';
import { CausewayGateway } from './causeway-gateway.ts';
import { type GatewaySettings, settingsOfSubgraph } from './config/settings.ts';
import { createAuthenticate } from './edge/authenticate.ts';
import { buildApolloServer } from './edge/build-apollo-server.ts';
import { buildEdge } from './edge/build-edge.ts';
import { addSandbox } from './sandbox/add-sandbox.ts';
import { watchSupergraphFile } from './supergraph/watch-supergraph-file.ts';
import { createSubgraphClient } from './transport/subgraph-client.ts';
import { SubgraphDataSource } from './transport/subgraph-data-source.ts';

const sandboxFolder = fileURLToPath(new URL('../sandbox-app/dist/', import.meta.url));

export interface RunningGateway {
  /** The address of the GraphQL endpoint, with the real port. */
  url: string;
  /** Ready turns false, requests in flight finish, within the settings' deadline. */
  close(): Promise<void>;
  closeDeadlineMs: number;
}

/**
 * Wires the rooms together and listens: the one file that knows them all. Rejects when the supergraph
 * cannot be loaded, a key cannot be read or the port is taken.
 */
export async function startGateway(settings: GatewaySettings): Promise<RunningGateway> {
  const isProduction = settings.environment === 'production';
  const exposesPlan = settings.developer.exposePlan ?? !isProduction;
  const logger = createLogger({ name: 'gateway', level: settings.logLevel });
  warnOfOpenDoors(settings, logger);

  const client = createSubgraphClient();
  const gateway = new CausewayGateway({
    supergraphSdl: watchSupergraphFile(settings.supergraph, logger),
    buildService: serviceBuilder(settings, client),
    logger,
  });
  const apollo = buildApolloServer({
    gateway,
    logger,
    introspection: settings.introspection ?? !isProduction,
  });
  await apollo.start();

  const drain = createDrainSwitch();
  const app = buildEdge({
    logger,
    bodyLimitBytes: settings.bodyLimitBytes,
    authenticate: createAuthenticate(settings.jwt),
    apollo,
    exposesPlan,
    isReady: async () => gateway.isLoaded,
    drain,
  });
  const kind = settings.sandbox.kind ?? (isProduction ? 'off' : 'causeway');
  if (kind !== 'off') {
    const accounts = settings.sandbox.sampleAccounts;
    addSandbox(app, { kind, folder: sandboxFolder, accounts, exposesPlan });
  }

  const { drainTimeoutMs } = settings;
  const close = async () => {
    await closeServer({ app, apollo, drain, drainDeadlineMs: drainTimeoutMs });
    await client.close();
  };
  const url = await listen(app, settings).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  logger.info({ url }, 'listening');
  return { url, close, closeDeadlineMs: drainTimeoutMs + 1_000 };
}

function serviceBuilder(
  settings: GatewaySettings,
  client: ReturnType<typeof createSubgraphClient>,
) {
  const { assertionKeyFile } = settings;
  const signer =
    assertionKeyFile === undefined
      ? null
      : createAssertionSigner(loadAssertionKey(assertionKeyFile));
  return ({ name, url = '' }: { name: string; url?: string }) =>
    new SubgraphDataSource({
      subgraph: name,
      url,
      settings: settingsOfSubgraph(settings, name),
      client,
      signer,
    });
}

function warnOfOpenDoors({ jwt, assertionKeyFile }: GatewaySettings, logger: Logger): void {
  if (jwt.issuers.length === 0) {
    logger.warn('no JWT issuer is set: every request is anonymous, Authorization is ignored');
  }
  if (assertionKeyFile === undefined) {
    logger.warn('no assertion key is set: subgraphs are not told who is asking');
  }
}

async function listen(app: FastifyInstance, { host, port }: GatewaySettings): Promise<string> {
  await app.listen({ host, port });
  const { port: realPort } = app.server.address() as AddressInfo;
  // RFC 3986 §3.2.2: an IPv6 address stands in brackets.
  return `http://${host.includes(':') ? `[${host}]` : host}:${realPort}/graphql`;
}
