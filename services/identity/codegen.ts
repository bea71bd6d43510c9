import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of the resolvers, from schema.graphql. `mappers` name what a resolver's parent really is. */
const config: CodegenConfig = {
  schema: 'src/schema.graphql',
  generates: {
    'src/generated/resolvers.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        federation: true,
        useTypeImports: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
        enumsAsTypes: true,
        immutableTypes: true,
        inputMaybeValue: 'T | null | undefined',
        resolversNonOptionalTypename: { unionMember: true },
        contextType: '../identity-context.ts#IdentityContext',
        scalars: { DateTime: 'Date', ID: { input: 'string', output: 'string' } },
        avoidOptionals: { defaultValue: true },
        mappers: {
          AccessChange: '../roles/access-changes-store.ts#RecordedChange',
          Role: '../roles/role.ts#RoleName',
          User: '../users/user-view.ts#UserView',
          AuthPayload: '../sessions/session.ts#SessionGrant',
          ServiceAccount:
            '../service-accounts/service-account.ts#ServiceAccount as ServiceAccountModel',
          Session: '../sessions/session.ts#ListedSession',
        },
      },
    },
  },
};

export default config;
