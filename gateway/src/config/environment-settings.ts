type Tree = Record<string, unknown>;
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings that environment variables give, in the shape of the settings file. `problems` collects
 * what cannot be read.
 */
export function environmentSettings(env: Environment, problems: string[]): Tree {
  return {
    ...text(env, 'HOST', 'host'),
    ...number(env, 'PORT', 'port'),
    ...text(env, 'SUPERGRAPH', 'supergraph'),
    ...text(env, 'LOG_LEVEL', 'logLevel'),
    ...(env.NODE_ENV === 'production' && { environment: 'production' }),
    ...text(env, 'ASSERTION_KEY_FILE', 'assertionKeyFile'),
    ...jwt(env, problems),
    ...sandbox(env, problems),
  };
}

function text(env: Environment, variable: string, setting: string): Tree {
  return env[variable] ? { [setting]: env[variable] } : {};
}

/** What is no number is passed on as it is, for the schema to refuse by its setting's name. */
function number(env: Environment, variable: string, setting: string): Tree {
  const value = env[variable];
  if (!value) return {};
  return { [setting]: /^\d+$/.test(value) ? Number(value) : value };
}

/** One issuer; more than one needs the settings file. */
function jwt(env: Environment, problems: string[]): Tree {
  const given = { issuer: env.JWT_ISSUER, jwksUrl: env.JWKS_URL, audience: env.JWT_AUDIENCE };
  const names = { issuer: 'JWT_ISSUER', jwksUrl: 'JWKS_URL', audience: 'JWT_AUDIENCE' };
  const values = Object.values(given).filter(Boolean);
  if (values.length === 0) return {};
  const missing = Object.entries(given).filter(([, value]) => !value);
  if (missing.length > 0) {
    for (const [name] of missing) {
      problems.push(`${names[name as keyof typeof names]}: required when another of them is set`);
    }
    return {};
  }
  return { jwt: { issuers: [given] } };
}

function sandbox(env: Environment, problems: string[]): Tree {
  const accounts = env.SANDBOX_SAMPLE_ACCOUNTS;
  const kind = env.SANDBOX ? { kind: env.SANDBOX } : {};
  if (!accounts) return env.SANDBOX ? { sandbox: kind } : {};
  try {
    return { sandbox: { ...kind, sampleAccounts: JSON.parse(accounts) } };
  } catch {
    problems.push('SANDBOX_SAMPLE_ACCOUNTS: expected JSON');
    return {};
  }
}
