import type { Principal } from '@causeway/subgraph-kit';
import type { TestService } from '../use-identity.ts';

export const CREATE = `mutation ($input: CreateServiceAccountInput!) {
  createServiceAccount(input: $input) {
    __typename
    ... on Failure { message }
    ... on InvalidInput { fields { path message } }
    ... on ScopesNotGrantable { scopes }
    ... on CreateServiceAccountSuccess {
      clientSecret
      serviceAccount { id name scopes secrets { id expiresAt lastUsedAt } createdBy { id } }
    }
  }
}`;

export interface TestClient {
  readonly id: string;
  readonly secret: string;
  readonly secretId: string;
}

/** Makes a service account as the principal. Throws unless it succeeds. */
export async function createClient(
  service: TestService,
  { principal, scopes, days = 90 }: { principal: Principal; scopes: string[]; days?: number },
): Promise<TestClient> {
  const input = { name: 'warehouse robot', scopes, secretExpiresInDays: days };
  const { body } = await service.send(CREATE, { input }, principal);
  const { serviceAccount, clientSecret } = body.data?.createServiceAccount ?? {};
  if (clientSecret === undefined) throw new Error(`not made: ${JSON.stringify(body)}`);
  return { id: serviceAccount.id, secret: clientSecret, secretId: serviceAccount.secrets[0].id };
}
