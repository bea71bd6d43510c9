type Tree = Record<string, unknown>;
type Environment = Readonly<Record<string, string | undefined>>;

/** The variable that gives a setting, for messages that name it. */
export const VARIABLES: Readonly<Record<string, string>> = {
  host: 'HOST',
  port: 'PORT',
  reusePort: 'REUSE_PORT',
  supergraph: 'SUPERGRAPH',
  logLevel: 'LOG_LEVEL',
  planner: 'PLANNER',
  assertionKeyFile: 'ASSERTION_KEY_FILE',
  'jwt.issuers.0.issuer': 'JWT_ISSUER',
  'jwt.issuers.0.jwksUrl': 'JWKS_URL',
  'jwt.issuers.0.audience': 'JWT_AUDIENCE',
  'jwt.issuers.0.allowHttp': 'JWKS_ALLOW_HTTP',
  'jwt.issuers.0.endedSessions.url': 'ENDED_SESSIONS_URL',
  'sandbox.kind': 'SANDBOX',
  'sandbox.statusFile': 'SANDBOX_STATUS_FILE',
  'metrics.port': 'METRICS_PORT',
  'redis.url': 'REDIS_URL',
  'registry.url': 'REGISTRY_URL',
  'registry.graph': 'GRAPH_REF',
  'registry.token': 'REGISTRY_TOKEN',
  'registry.trustFile': 'REGISTRY_TRUST_FILE',
  'registry.cacheFolder': 'REGISTRY_CACHE_FOLDER',
};

/**
 * The settings that environment variables give, in the shape of the settings file. `problems` collects
 * what cannot be read.
 */
export function environmentSettings(env: Environment, problems: string[]): Tree {
  return {
    ...text(env, 'HOST', 'host'),
    ...port(env),
    ...metrics(env),
    ...reusePort(env),
    ...text(env, 'SUPERGRAPH', 'supergraph'),
    ...text(env, 'LOG_LEVEL', 'logLevel'),
    ...text(env, 'PLANNER', 'planner'),
    ...environment(env),
    ...text(env, 'ASSERTION_KEY_FILE', 'assertionKeyFile'),
    ...jwt(env, problems),
    ...redis(env),
    ...registry(env),
    ...sandbox(env, problems),
  };
}

function text(env: Environment, variable: string, setting: string): Tree {
  return env[variable] ? { [setting]: env[variable] } : {};
}

/** What is no number is passed on as it is, for the schema to refuse. */
function port({ PORT: value }: Environment): Tree {
  if (!value) return {};
  return { port: /^\d+$/.test(value) ? Number(value) : value };
}

/** Likewise. */
function metrics({ METRICS_PORT: value }: Environment): Tree {
  if (!value) return {};
  return { metrics: { port: /^\d+$/.test(value) ? Number(value) : value } };
}

/** Likewise. */
function reusePort({ REUSE_PORT: value }: Environment): Tree {
  if (!value) return {};
  return { reusePort: value === 'true' || value === 'false' ? value === 'true' : value };
}

function redis({ REDIS_URL: url }: Environment): Tree {
  return url ? { redis: { url } } : {};
}

function registry(env: Environment): Tree {
  const given = {
    ...text(env, 'REGISTRY_URL', 'url'),
    ...text(env, 'GRAPH_REF', 'graph'),
    ...text(env, 'REGISTRY_TOKEN', 'token'),
    ...text(env, 'REGISTRY_TRUST_FILE', 'trustFile'),
    ...text(env, 'REGISTRY_CACHE_FOLDER', 'cacheFolder'),
  };
  return Object.keys(given).length === 0 ? {} : { registry: given };
}

/** Node's convention: whatever is not production is not. */
function environment({ NODE_ENV: value }: Environment): Tree {
  if (!value) return {};
  return { environment: value === 'production' ? 'production' : 'development' };
}

/** One issuer; more than one needs the settings file. */
function jwt(env: Environment, problems: string[]): Tree {
  const names = ['JWT_ISSUER', 'JWKS_URL', 'JWT_AUDIENCE'] as const;
  const missing = names.filter((name) => !env[name]);
  if (missing.length === names.length) return {};
  if (missing.length > 0) {
    problems.push(...missing.map((name) => `${name}: required when another of ${names} is set`));
    return {};
  }
  const issuer = {
    ...{ issuer: env.JWT_ISSUER, jwksUrl: env.JWKS_URL, audience: env.JWT_AUDIENCE },
    ...(env.JWKS_ALLOW_HTTP === 'true' && { allowHttp: true }),
    ...(env.ENDED_SESSIONS_URL && { endedSessions: { url: env.ENDED_SESSIONS_URL } }),
  };
  return { jwt: { issuers: [issuer] } };
}

function sandbox(env: Environment, problems: string[]): Tree {
  const { SANDBOX_SAMPLE_ACCOUNTS, SANDBOX_REGISTRY } = env;
  const given = {
    ...text(env, 'SANDBOX', 'kind'),
    ...text(env, 'SANDBOX_STATUS_FILE', 'statusFile'),
    ...(SANDBOX_SAMPLE_ACCOUNTS && {
      sampleAccounts: json(SANDBOX_SAMPLE_ACCOUNTS, 'SANDBOX_SAMPLE_ACCOUNTS', problems),
    }),
    ...(SANDBOX_REGISTRY && { registry: json(SANDBOX_REGISTRY, 'SANDBOX_REGISTRY', problems) }),
  };
  return Object.keys(given).length === 0 ? {} : { sandbox: given };
}

/** The text is not quoted: it holds passwords and tokens. */
function json(value: string, variable: string, problems: string[]): unknown {
  try {
    return JSON.parse(value);
  } catch {
    problems.push(`${variable}: expected JSON`);
    return undefined;
  }
}
