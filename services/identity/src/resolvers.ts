import { DateTime } from '@causeway/subgraph-kit';
import type { AccountMail } from './account-mail/account-mail.ts';
import { createAccountMailResolvers } from './account-mail/account-mail-resolvers.ts';
import type { CredentialsParts } from './credentials/credentials-parts.ts';
import { createCredentialsResolvers } from './credentials/credentials-resolvers.ts';
import type { Resolvers } from './generated/resolvers.ts';
import { createProvidersResolvers, type Providers } from './providers/providers-resolvers.ts';
import type { AccessDomains } from './roles/create-access.ts';
import { createRolesResolvers } from './roles/roles-resolvers.ts';
import type { SecondFactor } from './second-factor/second-factor.ts';
import { createSecondFactorResolvers } from './second-factor/second-factor-resolvers.ts';
import type { ServiceAccounts } from './service-accounts/service-accounts.ts';
import { createServiceAccountsResolvers } from './service-accounts/service-accounts-resolvers.ts';
import { createSessionsResolvers } from './sessions/sessions-resolvers.ts';
import type { Users } from './users/users.ts';
import { createUsersResolvers } from './users/users-resolvers.ts';

/** All resolvers of the subgraph. */
export function createResolvers(domains: {
  users: Users;
  access: AccessDomains;
  credentials: CredentialsParts;
  accountMail: AccountMail;
  secondFactor: SecondFactor;
  serviceAccounts: ServiceAccounts;
  providers: Providers;
}): Resolvers {
  const users = createUsersResolvers(domains.users);
  const roles = createRolesResolvers(domains.access);
  const credentials = createCredentialsResolvers(domains.credentials);
  const sessions = createSessionsResolvers(domains.credentials.sessions);
  const providers = createProvidersResolvers(domains.providers);
  const serviceAccounts = createServiceAccountsResolvers(domains.serviceAccounts);
  return {
    DateTime,
    ...users,
    ...roles,
    ...sessions,
    ...serviceAccounts,
    Query: {
      ...users.Query,
      ...roles.Query,
      ...sessions.Query,
      ...serviceAccounts.Query,
      ...providers.Query,
    },
    Mutation: {
      ...users.Mutation,
      ...roles.Mutation,
      ...credentials.Mutation,
      ...sessions.Mutation,
      ...createSecondFactorResolvers(domains.secondFactor).Mutation,
      ...createAccountMailResolvers(domains.accountMail).Mutation,
      ...serviceAccounts.Mutation,
      ...providers.Mutation,
    },
  };
}
