import type { SubgraphName } from '@causeway/database';
import type { LocalKeys } from '../keys/ensure-keys.ts';
import type { Colour } from '../output/print.ts';
import type { ProcessDefinition } from '../process/supervise.ts';
import type { LocalTokens } from '../registry/ensure-local-tokens.ts';
import { LOCAL_REF } from '../registry/local-graph.ts';
import { inRepository } from '../repository.ts';
import { gatewayNodeFlags } from './gateway-node-flags.ts';
import { sampleAccounts, samplePassword } from './sample-accounts.ts';

const JWT_AUDIENCE = 'causeway';
/** The gateway's own default. */
const FIRST_METRICS_PORT = 9_090;
/** What whoever starts the system may say of identity. */
const IDENTITY_SETTINGS = ['OIDC_PROVIDERS_FILE', 'MAIL_URL', 'MAIL_FROM', 'ACCOUNT_URL'];
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1']);
const colours: Partial<Record<SubgraphName, Colour>> = {
  identity: 'magenta',
  catalog: 'green',
  orders: 'cyan',
};

export interface StackAddresses {
  gatewayPort: number;
  registryPort: number;
  postgresPort: number;
  openidPort: number | null;
  servicePorts: Record<SubgraphName, number>;
  graphqlUrls: Record<SubgraphName, string>;
}

export interface StackContext {
  addresses: StackAddresses;
  keys: LocalKeys;
  host: string;
  /** Of the OpenID provider of this machine, where one was asked for. */
  providersFile: string | null;
}

/** What a subgraph works with, but for the others. */
interface SubgraphSupplies {
  databaseUrl: string;
  /** Of what carries events between services. */
  eventsUrl: string;
}

/** identity names itself by its address, as the gateway expects it in tokens. */
const jwtIssuer = ({ servicePorts }: StackAddresses) => `http://127.0.0.1:${servicePorts.identity}`;

/** A subgraph's process: its settings are all that it knows of the others. */
export function serviceProcess(
  context: StackContext,
  service: SubgraphName,
  { databaseUrl, eventsUrl }: SubgraphSupplies,
): ProcessDefinition {
  const { addresses, keys } = context;
  return {
    name: service,
    colour: colours[service] ?? 'dim',
    entry: inRepository('services', service, 'src/main.ts'),
    env: {
      PORT: String(addresses.servicePorts[service]),
      HOST: '127.0.0.1',
      [`${service.toUpperCase()}_DATABASE_URL`]: databaseUrl,
      ASSERTION_TRUST_FILE: keys.trustFile,
      EVENTS_URL: eventsUrl,
      ...ownSettings(context, service),
    },
  };
}

function ownSettings(
  { addresses, keys, providersFile }: StackContext,
  service: SubgraphName,
): Record<string, string> {
  switch (service) {
    case 'identity':
      return {
        JWT_ISSUER: jwtIssuer(addresses),
        JWT_AUDIENCE,
        SIGNING_KEY_SECRET: keys.signingKeySecret,
        MAIL_URL: 'mailbox:',
        ACCOUNT_URL: `http://127.0.0.1:${addresses.gatewayPort}/account`,
        ...givenSettings(IDENTITY_SETTINGS),
        ...(providersFile !== null && { OIDC_PROVIDERS_FILE: providersFile }),
      };
    case 'orders':
      return {
        CATALOG_URL: addresses.graphqlUrls.catalog,
        ASSERTION_KEY_FILE: keys.keyFiles['causeway-orders'],
        PAYMENT_PROVIDER: 'sandbox',
        PAYMENT_WEBHOOK_SECRETS: keys.paymentWebhookSecret,
      };
    default:
      return {};
  }
}

/** Those of the environment that are passed on. */
function givenSettings(names: readonly string[]): Record<string, string> {
  const given = names.map((name) => [name, process.env[name]] as const);
  return Object.fromEntries(given.filter((setting): setting is [string, string] => !!setting[1]));
}

/** The registry's process. The sandbox's pages ask it from the browser. */
export function registryProcess(
  { addresses, keys }: StackContext,
  databaseUrl: string,
): ProcessDefinition {
  const origins = ['127.0.0.1', 'localhost'].map(
    (host) => `http://${host}:${addresses.gatewayPort}`,
  );
  return {
    name: 'registry',
    colour: 'yellow',
    entry: inRepository('services/registry/src/main.ts'),
    env: {
      PORT: String(addresses.registryPort),
      HOST: '127.0.0.1',
      REGISTRY_DATABASE_URL: databaseUrl,
      SIGNING_KEY_FILE: keys.registryKeyFile,
      BOOTSTRAP_TOKEN: keys.registryToken,
      CORS_ORIGINS: origins.join(','),
    },
  };
}

/** What gateways ask the registry with, and where they keep a copy of what it gave them. */
export interface SupergraphSource {
  tokens: LocalTokens;
  copyFolder: string;
}

/** The gateway's processes, on the registry's graph of this machine: as many as asked, all on one port. */
export function gatewayProcesses(
  context: StackContext,
  source: SupergraphSource,
  workers: number,
): ProcessDefinition[] {
  const alone = gatewayProcess(context, source);
  if (workers === 1) return [alone];
  return Array.from({ length: workers }, (_, index) => ({
    ...alone,
    name: `${alone.name}-${index + 1}`,
    env: {
      ...alone.env,
      REUSE_PORT: 'true',
      // The first takes the usual one, and each a port of its own, since each counts for itself.
      ...(index > 0 && { METRICS_PORT: String(FIRST_METRICS_PORT + index) }),
    },
  }));
}

function gatewayProcess(
  { addresses, keys, host }: StackContext,
  { tokens, copyFolder }: SupergraphSource,
): ProcessDefinition {
  const issuer = jwtIssuer(addresses);
  const registryOrigin = `http://127.0.0.1:${addresses.registryPort}`;
  return {
    name: 'gateway',
    colour: 'blue',
    nodeFlags: gatewayNodeFlags,
    entry: inRepository('gateway/src/main.ts'),
    args: ['--config', inRepository('gateway/gateway.yaml')],
    env: {
      PORT: String(addresses.gatewayPort),
      HOST: host,
      // A file that the environment names would be a second source.
      SUPERGRAPH: '',
      REGISTRY_URL: registryOrigin,
      GRAPH_REF: LOCAL_REF,
      REGISTRY_TOKEN: tokens.gateway,
      REGISTRY_TRUST_FILE: keys.registryTrustFile,
      REGISTRY_CACHE_FOLDER: copyFolder,
      JWT_ISSUER: issuer,
      JWT_AUDIENCE,
      JWKS_URL: `${issuer}/.well-known/jwks.json`,
      ENDED_SESSIONS_URL: `${issuer}/sessions/ended`,
      ASSERTION_KEY_FILE: keys.keyFiles['causeway-gateway'],
      SANDBOX_SAMPLE_ACCOUNTS: JSON.stringify(
        sampleAccounts.map((account) => ({ ...account, password: samplePassword })),
      ),
      ...sandboxRegistry(host, { url: `${registryOrigin}/graphql`, token: tokens.sandbox }),
    },
  };
}

/** What the sandbox's pages read the registry with; not where others than this machine can open them. */
function sandboxRegistry(
  host: string,
  { url, token }: { url: string; token: string },
): Record<string, string> {
  if (!LOOPBACK.has(host)) return {};
  return { SANDBOX_REGISTRY: JSON.stringify({ url, graph: LOCAL_REF, token }) };
}
