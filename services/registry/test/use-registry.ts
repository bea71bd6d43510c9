import { createLogger } from '@causeway/subgraph-kit';
import { createTestIdentity, useDatabase } from '@causeway/test-kit';
import { afterAll, beforeAll } from 'vitest';
import { type RegistrySettings, startRegistry } from '../src/index.ts';

/** The secret with which a test may do everything. */
export const ADMIN = `cwt_${'A'.repeat(43)}`;

export interface Answer {
  readonly data: Record<string, never> | null;
  readonly errors?: readonly { message: string; extensions: { code: string } }[];
}

export interface TestRegistry {
  readonly origin: string;
  readonly databaseUrl: string;
  /** Asks its GraphQL API, with the token that may do everything unless another is given. */
  ask(query: string, variables?: object, token?: string): Promise<Answer>;
  /** Asks for something that has to work; returns the field of that name. */
  get<T>(field: string, query: string, variables?: object, token?: string): Promise<T>;
  /** Ends it as a process ends that was told to go. */
  close(): Promise<void>;
}

export interface RegistryOptions {
  /** How many processes' worth of it. */
  readonly count?: number;
  readonly settings?: Partial<RegistrySettings>;
  readonly now?: () => Date;
}

/** As many processes' worth of the registry as asked for, on one database of their own, for one file. */
export function useRegistry(options: RegistryOptions = {}): () => readonly TestRegistry[] {
  const urls = useDatabase('registry');
  const running: TestRegistry[] = [];
  beforeAll(async () => {
    for (let started = 0; started < (options.count ?? 1); started += 1) {
      running.push(await startTestRegistry(urls().appUrl, options));
    }
  });
  afterAll(async () => {
    await Promise.all(running.map(({ close }) => close()));
  });
  return () => running;
}

const signing = createTestIdentity();

/** What the supergraphs of test registries are signed with, as gateways are to trust it. */
export const signingTrust = signing.trust;

/** One more process's worth, for a test that ends it itself. */
export async function startTestRegistry(
  databaseUrl: string,
  { settings, now }: RegistryOptions = {},
): Promise<TestRegistry> {
  const { url, close } = await startRegistry(
    {
      PORT: 0,
      HOST: '127.0.0.1',
      LOG_LEVEL: 'error',
      DATABASE_POOL_SIZE: 5,
      REGISTRY_DATABASE_URL: databaseUrl,
      SIGNING_KEY_FILE: signing.keyFile,
      BOOTSTRAP_TOKEN: ADMIN,
      CHECK_WINDOW_DAYS: 30,
      CHECK_LEAST_REQUESTS: 1,
      CHECK_IGNORED_CLIENTS: [],
      CHECK_LINT: {},
      USAGE_KEPT_DAYS: 90,
      MOST_HELD_REQUESTS: 1_000,
      ...settings,
    },
    { logger: createLogger({ name: 'registry', level: 'error' }), ...(now && { now }) },
  );
  const ask = async (query: string, variables: object = {}, token = ADMIN): Promise<Answer> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  };
  return {
    origin: new URL(url).origin,
    databaseUrl,
    ask,
    async get<T>(field: string, ...question: Parameters<typeof ask>) {
      const { data, errors } = await ask(...question);
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data?.[field] as T;
    },
    close,
  };
}
