export { type Environment, readConfig } from './config/read-config.ts';
export {
  brokerUrl,
  databaseUrl,
  httpUrl,
  integer,
  port,
  retentionDays,
  serviceSettings,
  subgraphSettings,
} from './config/settings.ts';
export {
  createPostgresAdapter,
  type PostgresAdapterOptions,
} from './database/create-postgres-adapter.ts';
export { recordStatements } from './database/record-statements.ts';
export { transactionDeadlines } from './database/transaction-deadlines.ts';
export { DomainError } from './errors/domain-error.ts';
export { type ErrorCode, type ErrorPolicy, errorTable } from './errors/error-table.ts';
export { isDatabaseOutage } from './errors/is-database-outage.ts';
export {
  type AssertionVerifier,
  createAssertionVerifier,
  type VerifiedAssertion,
} from './identity/assertion-verifier.ts';
export {
  hasScope,
  requireCaller,
  requireScope,
  requireUser,
  requireUserWithScope,
} from './identity/principal.ts';
export { createTimeOrderedId } from './ids/create-time-ordered-id.ts';
export { createGroupLoader } from './loading/create-group-loader.ts';
export { createLoader } from './loading/create-loader.ts';
export {
  buildConnection,
  type Connection,
  type Edge,
  type PageInfo,
} from './pagination/build-connection.ts';
export { type CursorValue, decodeCursor, encodeCursor } from './pagination/cursor.ts';
export { type Page, type PageArguments, parsePage } from './pagination/parse-page.ts';
export { type RepeatedWork, repeatEvery } from './process/repeat-every.ts';
export { startForgetting } from './process/start-forgetting.ts';
export { DateTime } from './scalars/date-time.ts';
export { JSONObject } from './scalars/json-object.ts';
export { buildSchema, type SubgraphResolvers } from './server/build-schema.ts';
export type { RequestContext } from './server/request-context.ts';
export type { Admit } from './server/request-scope.ts';
export {
  type GraphqlServiceOptions,
  type RunningSubgraph,
  startGraphqlService,
} from './server/start-graphql-service.ts';
export { type SubgraphOptions, startSubgraph } from './server/start-subgraph.ts';
export * from './service.ts';
export { canonicalId, idArgument, parseId } from './validation/entity-id.ts';
export { parseArgument } from './validation/parse-argument.ts';
export {
  type InputValidation,
  type InvalidField,
  type InvalidInput,
  invalidInput,
  validateInput,
} from './validation/validate-input.ts';
