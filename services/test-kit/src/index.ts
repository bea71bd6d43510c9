export { callSubgraph, type SubgraphResponse } from './graph/call-subgraph.ts';
export { createTestIdentity, type TestIdentity } from './identity/create-test-identity.ts';
export { signedIn } from './identity/signed-in.ts';
export { useDatabase } from './postgres/use-database.ts';
