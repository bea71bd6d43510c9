import type { Resolvers } from '../generated/resolvers.ts';
import { loadUserView } from '../users/load-user-view.ts';
import type {
  AddSecretOutcome,
  CreateOutcome,
  DeleteOutcome,
  RevokeSecretOutcome,
  ServiceAccounts,
} from './service-accounts.ts';

const NOT_FOUND = {
  __typename: 'ServiceAccountNotFound',
  message: 'There is no such service account or secret.',
} as const;

/** `serviceAccounts`, what changes them, and the fields of ServiceAccount. */
export function createServiceAccountsResolvers(
  serviceAccounts: ServiceAccounts,
): Pick<Resolvers, 'Query' | 'Mutation' | 'ServiceAccount'> {
  return {
    Query: {
      serviceAccounts: (_root, args, { principal }) => serviceAccounts.list(principal, args),
    },
    Mutation: {
      createServiceAccount: async (_root, { input }, context) =>
        toCreateResult(await serviceAccounts.create(context, input)),
      addServiceAccountSecret: async (_root, { input }, context) =>
        toAddSecretResult(await serviceAccounts.addSecret(context, input)),
      revokeServiceAccountSecret: async (_root, { input }, context) =>
        toRevokeSecretResult(await serviceAccounts.revokeSecret(context, input)),
      deleteServiceAccount: async (_root, { input }, context) =>
        toDeleteResult(await serviceAccounts.delete(context, input.serviceAccountId)),
    },
    ServiceAccount: {
      createdBy: ({ createdById }, _args, context) => loadUserView(createdById, context),
    },
  };
}

function toCreateResult(outcome: CreateOutcome) {
  switch (outcome.kind) {
    case 'created': {
      const { serviceAccount, clientSecret } = outcome;
      return { __typename: 'CreateServiceAccountSuccess', serviceAccount, clientSecret } as const;
    }
    case 'invalid':
      return outcome.failure;
    case 'scopes-not-grantable':
      return scopesNotGrantable(outcome.scopes);
  }
}

function toAddSecretResult(outcome: AddSecretOutcome) {
  switch (outcome.kind) {
    case 'added': {
      const { serviceAccount, clientSecret } = outcome;
      return {
        __typename: 'AddServiceAccountSecretSuccess',
        ...{ serviceAccount, clientSecret },
      } as const;
    }
    case 'invalid':
      return outcome.failure;
    case 'not-found':
      return NOT_FOUND;
    case 'scopes-not-grantable':
      return scopesNotGrantable(outcome.scopes);
    case 'too-many-secrets':
      return {
        __typename: 'TooManySecrets',
        message: 'The service account has two secrets. Revoke the one that is not used first.',
      } as const;
  }
}

function toRevokeSecretResult(outcome: RevokeSecretOutcome) {
  if (outcome.kind === 'not-found') return NOT_FOUND;
  const { serviceAccount } = outcome;
  return { __typename: 'RevokeServiceAccountSecretSuccess', serviceAccount } as const;
}

function toDeleteResult(outcome: DeleteOutcome) {
  if (outcome.kind === 'not-found') return NOT_FOUND;
  return { __typename: 'DeleteServiceAccountSuccess', serviceAccountId: outcome.id } as const;
}

function scopesNotGrantable(scopes: readonly string[]) {
  return {
    __typename: 'ScopesNotGrantable',
    message: 'You can give only the scopes that you have yourself.',
    scopes,
  } as const;
}
