export type { SubgraphResponse } from './graph/call-subgraph.ts';
export { createSubgraphCaller, type SubgraphCaller } from './graph/create-subgraph-caller.ts';
export { createTestIdentity, type TestIdentity } from './identity/create-test-identity.ts';
export { signedIn } from './identity/signed-in.ts';
export { readDocumentedQueries, readDocumentedSection } from './postgres/documented-indexes.ts';
export { explainStatements, type StatementPlan } from './postgres/explain-statements.ts';
export type { ServiceUrls } from './postgres/test-server.ts';
export { useDatabase } from './postgres/use-database.ts';
export { useEventQueue } from './postgres/use-event-queue.ts';
