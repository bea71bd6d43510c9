import { resolverTypes } from '@causeway/subgraph-kit/codegen';

export default resolverTypes({
  context: '../registry-context.ts#RegistryContext',
  federation: false,
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
});
