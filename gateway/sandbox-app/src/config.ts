/** What the gateway tells its sandbox: where the graph is, and who may sign in with one click. */
export interface SandboxConfig {
  endpoint: string;
  /** null when the graph has no sign-in of its own. */
  signIn: { accounts: readonly SampleAccount[] } | null;
  /** Whether the gateway answers with query plans when asked. */
  developer: boolean;
  /** null when the gateway names no registry. */
  registry: RegistryConfig | null;
  /** Whether the gateway tells how composing its graph went. */
  hasStatus: boolean;
}

/** Where the schema's history is read, and with what; without a token the page asks for one. */
export interface RegistryConfig {
  endpoint: string;
  /** Such as `shop@production`. */
  graph: string;
  token: string | null;
}

export interface SampleAccount {
  label: string;
  email: string;
  password: string;
}

/** @throws Error with a sentence for the reader when the gateway does not say. */
export async function loadConfig(address: string): Promise<SandboxConfig> {
  const response = await fetch(address, { headers: { accept: 'application/json' } }).catch(
    () => null,
  );
  if (!response) throw new Error('The gateway does not answer. Is it running?');
  if (!response.ok) throw new Error(`The gateway answered ${response.status} for ${address}.`);
  return parseConfig(await response.json().catch(() => null));
}

export function parseConfig(value: unknown): SandboxConfig {
  const config = (value ?? {}) as Partial<Record<keyof SandboxConfig, unknown>>;
  if (typeof config.endpoint !== 'string') {
    throw new Error('The gateway does not say where its graph is (no `endpoint`).');
  }
  const signIn = config.signIn as { accounts?: unknown } | null | undefined;
  return {
    endpoint: config.endpoint,
    signIn: signIn ? { accounts: parseAccounts(signIn.accounts) } : null,
    developer: config.developer === true,
    registry: parseRegistry(config.registry),
    hasStatus: config.hasStatus === true,
  };
}

function parseRegistry(value: unknown): RegistryConfig | null {
  const { endpoint, graph, token } = (value ?? {}) as Partial<RegistryConfig>;
  if (typeof endpoint !== 'string' || typeof graph !== 'string') return null;
  return { endpoint, graph, token: typeof token === 'string' ? token : null };
}

function parseAccounts(value: unknown): SampleAccount[] {
  if (!Array.isArray(value)) return [];
  return (value as Partial<SampleAccount>[]).flatMap(({ label, email, password }) =>
    typeof email === 'string' && typeof password === 'string'
      ? [{ label: typeof label === 'string' ? label : email, email, password }]
      : [],
  );
}
