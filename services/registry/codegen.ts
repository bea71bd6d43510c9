import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of the resolvers, from schema.graphql. `mappers` name what a resolver's parent really is. */
const config: CodegenConfig = {
  schema: 'src/schema.graphql',
  generates: {
    'src/generated/resolvers.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        useTypeImports: true,
        emitLegacyCommonJSImports: false,
        importExtension: '.ts',
        enumsAsTypes: true,
        immutableTypes: true,
        inputMaybeValue: 'T | null | undefined',
        resolversNonOptionalTypename: { unionMember: true },
        contextType: '../registry-context.ts#RegistryContext',
        scalars: { DateTime: 'Date', ID: { input: 'string', output: 'string' } },
        mappers: {
          Graph: '../graphs/graph.ts#Graph as GraphRow',
          Variant: '../graphs/graph.ts#Variant as VariantRow',
          Subgraph: '../publishing/published-subgraph.ts#PublishedSubgraph',
          SupergraphVersion: '../versions/version.ts#Version',
          VersionDiff: '../versions/version.ts#VersionPair',
          Token: '../tokens/token.ts#Token as TokenRow',
          RecordedOperation: '../usage/usage.ts#RecordedOperationRow',
          Check: '../checks/check.ts#Check as CheckRow',
          Contract: '../contracts/contract.ts#Contract as ContractRow',
          Published: '../publishing/publish-result.ts#Published as PublishedChange',
        },
      },
    },
  },
};

export default config;
