import { join } from 'node:path';
import { type Service, type SubgraphName, services, subgraphs } from '@causeway/database';
import { ensureKeys, type LocalKeys } from '../keys/ensure-keys.ts';
import { createLocalProvider } from '../openid-provider/provider-process.ts';
import { step } from '../output/step.ts';
import { checkPortSharing } from '../ports/check-port-sharing.ts';
import { checkPorts, type PortUse } from '../ports/check-ports.ts';
import { freePort } from '../ports/free-port.ts';
import { stopStaleServer } from '../postgres/stale-server.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { claimSingleInstance } from '../process/single-instance.ts';
import { type ProcessDefinition, type SupervisedProcess, supervise } from '../process/supervise.ts';
import { readLocalTokens } from '../registry/ensure-local-tokens.ts';
import { LOCAL_REF } from '../registry/local-graph.ts';
import { type LocalRegistry, prepareRegistry } from '../registry/prepare-registry.ts';
import { buildSandbox } from './build-sandbox.ts';
import { answersFederatedQuery } from './first-query.ts';
import { generateClients } from './generate-clients.ts';
import {
  type DatabaseUrls,
  embeddedDatabase,
  embeddedEvents,
  externalDatabase,
  migrateAndSeed,
} from './prepare-database.ts';
import { registryProcess, type StackAddresses, serviceProcess } from './process-definitions.ts';
import { createStackGateways, type StackGateways } from './stack-gateways.ts';
import type { StackOptions } from './stack-options.ts';

export interface RunningStack {
  /** The gateway's origin; the sandbox is at `/`, GraphQL at `/graphql`. */
  url: string;
  /** The page of the mails that identity would have sent; null where it sends them. */
  mailboxUrl: string | null;
  /** The OpenID provider that was asked for. */
  openidUrl: string | null;
  registry: LocalRegistry;
  processes: readonly SupervisedProcess[];
  /** Resolves when the sandbox page is built, to whether it had to be. */
  sandbox: Promise<boolean>;
  /** The gateways first, then the services, then PostgreSQL. */
  stop(): Promise<void>;
}

/**
 * Starts everything: PostgreSQL unless one's own is given, migrations, sample rows, the subgraphs, the
 * registry and the gateway, what can run side by side doing so; publishes the subgraphs' schemas. Prints
 * a line per step. Whatever had been started is stopped again when a later step fails or `cleanup` is
 * disposed.
 */
export async function startStack(
  options: StackOptions,
  cleanup: AsyncDisposableStack,
): Promise<RunningStack> {
  const release = claimSingleInstance(
    join(options.folder, 'start.lock'),
    'Causeway runs in this folder already',
  );
  cleanup.defer(release);
  // A run that was killed leaves its server, which would hold the port.
  await stopStaleServer(join(options.folder, 'postgres/data'));
  const addresses = await chooseAddresses(options);
  const keys = await ensureKeys(join(options.folder, 'keys'));

  const { openidPort } = addresses;
  const provider =
    openidPort === null
      ? null
      : createLocalProvider({
          ...{ folder: options.folder, port: openidPort },
          sandboxUrl: `http://127.0.0.1:${addresses.gatewayPort}/`,
        });
  const providersFile = provider?.settingsFile ?? null;
  const context = { addresses, keys, host: options.host, providersFile };
  const copyFolder = join(options.folder, 'supergraphs');
  const { workers, logMode } = options;
  const gateways = createStackGateways({ context, copyFolder, workers, logMode });
  cleanup.defer(() => gateways.stop());
  await startFromCopy(gateways, keys);

  const [{ databases, eventsUrl }] = await Promise.all([
    prepareDatabases({ options, addresses, keys, cleanup }),
    step('database clients generated', async (note) => {
      const generated = await generateClients();
      note(generated.join(', ') || 'unchanged');
    }),
  ]);

  const behind: SupervisedProcess[] = [];
  cleanup.defer(() => stopAll(behind));
  // Once more, since they are to go before what they ask, and PostgreSQL after all.
  cleanup.defer(() => gateways.stop());
  const start = (definition: ProcessDefinition) =>
    step(`${definition.name} listens`, async (note) => {
      const started = supervise(definition, logMode);
      behind.push(started);
      const url = await started.listening;
      note(url);
      return url;
    });
  if (provider !== null) await start(provider.definition);
  const startRegistryAndGateways = async () => {
    const url = await start(registryProcess(context, databases.registry.appUrl));
    const registry = await step('schemas published', async (note) => {
      const { graphqlUrls: urls } = addresses;
      const prepared = await prepareRegistry({ url, keys, copyFolder, urls });
      note(`${LOCAL_REF}, version ${prepared.version}${prepared.isNew ? '' : ', unchanged'}`);
      return prepared;
    });
    const gatewayUrl = await gateways.start(registry.tokens);
    await gateways.untilServing(registry.version);
    return { registry, gatewayUrl };
  };
  const [{ registry, gatewayUrl }] = await Promise.all([
    startRegistryAndGateways(),
    ...subgraphs.map((service) =>
      start(
        serviceProcess(context, service, { databaseUrl: databases[service].appUrl, eventsUrl }),
      ),
    ),
  ]);
  const { origin } = new URL(gatewayUrl);
  await step('federated query answered', () => answersFederatedQuery(`${origin}/graphql`));
  return {
    url: origin,
    mailboxUrl: process.env.MAIL_URL
      ? null
      : new URL('/mailbox', addresses.graphqlUrls.identity).href,
    openidUrl: openidPort === null ? null : `http://127.0.0.1:${openidPort}`,
    registry,
    processes: [...gateways.processes(), ...behind],
    sandbox: options.buildSandbox ? buildSandbox() : Promise.resolve(false),
    stop: () => cleanup.disposeAsync(),
  };
}

/**
 * Gateways that served something before begin with their copy of it, while the rest starts. Whether the registry
 * still knows their tokens is found out when it is asked, and whether they listen is waited for then.
 */
async function startFromCopy(gateways: StackGateways, keys: LocalKeys): Promise<void> {
  const tokens = await readLocalTokens(keys.folder);
  if (tokens !== null && gateways.hasCopy()) gateways.start(tokens).catch(() => undefined);
}

async function chooseAddresses(options: StackOptions): Promise<StackAddresses> {
  const { gatewayPort, workers, servicesPort, registryPort, postgresPort, openidPort } = options;
  const choose = async (port: number) => (port === 0 ? freePort() : port);
  /** Services take one after the other, but for the registry's. */
  const portOf = (index: number) => {
    const port = servicesPort + index;
    const isTaken = servicesPort <= registryPort && registryPort <= port;
    return servicesPort === 0 ? 0 : port + (isTaken ? 1 : 0);
  };
  const uses: PortUse[] = [
    { port: gatewayPort, what: 'gateway', option: '--port' },
    ...subgraphs.map((what, index) => ({ port: portOf(index), what, option: '--services-port' })),
    { port: registryPort, what: 'registry', option: '--registry-port' },
  ];
  if (openidPort !== null) {
    uses.push({ port: openidPort, what: 'OpenID provider', option: '--openid-provider' });
  }
  if (needsEmbeddedPostgres()) {
    uses.push({ port: postgresPort, what: 'PostgreSQL', option: '--postgres-port' });
  }
  await checkPorts(uses);
  if (workers > 1) await checkPortSharing();
  const ports: Record<string, number> = {};
  for (const [index, service] of subgraphs.entries()) ports[service] = await choose(portOf(index));
  const graphqlUrl = (service: SubgraphName) => `http://127.0.0.1:${ports[service]}/graphql`;
  return {
    // Known before the gateway listens: the registry is told whose pages may ask it.
    gatewayPort: await choose(gatewayPort),
    registryPort: await choose(registryPort),
    postgresPort: await choose(postgresPort),
    openidPort: openidPort === null ? null : await choose(openidPort),
    servicePorts: ports as Record<SubgraphName, number>,
    graphqlUrls: Object.fromEntries(
      subgraphs.map((service) => [service, graphqlUrl(service)]),
    ) as Record<SubgraphName, string>,
  };
}

const needsEmbeddedPostgres = () =>
  !process.env.EVENTS_URL ||
  services.some((service) => externalDatabase(service, process.env) === null);

async function prepareDatabases(given: {
  options: StackOptions;
  addresses: StackAddresses;
  keys: LocalKeys;
  cleanup: AsyncDisposableStack;
}): Promise<{ databases: Record<Service, DatabaseUrls>; eventsUrl: string }> {
  const { options, addresses, keys, cleanup } = given;
  const embedded = needsEmbeddedPostgres()
    ? await step('PostgreSQL started', async () => {
        const server = await startPostgres({
          folder: join(options.folder, 'postgres'),
          port: addresses.postgresPort,
        });
        cleanup.defer(() => server.stop());
        return server;
      })
    : null;
  const adminUrl = embedded?.adminUrl ?? '';
  const preparing = Promise.all(
    services.map((service) =>
      step(`database of ${service} ready`, async (note) => {
        const urls =
          externalDatabase(service, process.env) ??
          (await embeddedDatabase(service, adminUrl, keys));
        note(await migrateAndSeed(service, urls, options.seed));
        return [service, urls] as const;
      }),
    ),
  );
  const [prepared, eventsUrl] = await Promise.all([
    preparing,
    process.env.EVENTS_URL || embeddedEvents(adminUrl, keys),
  ]);
  const databases = Object.fromEntries(prepared) as Record<Service, DatabaseUrls>;
  return { databases, eventsUrl };
}

async function stopAll(processes: readonly SupervisedProcess[]): Promise<void> {
  await Promise.all(processes.map((process) => process.stop()));
}
