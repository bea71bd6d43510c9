import type { TestRegistry } from './use-registry.ts';

const CREATE = `mutation ($input: CreateTokenInput!) {
  createToken(input: $input) {
    __typename
    ... on TokenCreated { secret token { id name grants { graph variant subgraph permissions } } }
    ... on InvalidInput { fields { path message } }
  }
}`;

export interface NewGrant {
  readonly graph: string;
  readonly variant?: string;
  readonly subgraph?: string;
  readonly permissions: readonly string[];
}

export interface CreateTokenAnswer {
  readonly __typename: string;
  readonly secret: string;
  readonly token: { readonly id: string; readonly name: string };
  readonly fields: readonly { path: readonly string[]; message: string }[];
}

/** Makes a token as whoever holds `token`, the administrator unless told; returns the answer, whatever it is. */
export function createToken(
  registry: TestRegistry,
  input: { name?: string; grants: readonly NewGrant[]; expiresAt?: string },
  token?: string,
): Promise<CreateTokenAnswer> {
  const variables = { input: { name: 'team', ...input } };
  return registry.get<CreateTokenAnswer>('createToken', CREATE, variables, token);
}

export async function revokeToken(registry: TestRegistry, id: string): Promise<void> {
  const query = 'mutation ($id: ID!) { revokeToken(id: $id) { __typename } }';
  await registry.get('revokeToken', query, { id });
}
