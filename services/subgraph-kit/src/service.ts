// What any process of ours needs, a subgraph or not: the gateway comes in by this door, and so has
// neither a database driver nor what subgraph schemas are built with in its memory.
export { ConfigurationError } from './config/configuration-error.ts';
export { readTextFile, UnreadableFileError, watchTextFile } from './config/watch-text-file.ts';
export { ASSERTION_HEADER } from './identity/assertion-claims.ts';
export { type AssertionKey, assertionKey, watchAssertionKey } from './identity/assertion-key.ts';
export { type AssertionSigner, createAssertionSigner } from './identity/assertion-signer.ts';
export {
  type AssertionTrust,
  assertionTrust,
  watchAssertionTrust,
} from './identity/assertion-trust.ts';
export {
  type AnonymousPrincipal,
  anonymous,
  type Principal,
  type ServicePrincipal,
  type UserPrincipal,
} from './identity/principal.ts';
export type { Current, WatchedFile } from './identity/watch-key-file.ts';
export { createLogger, type Logger, type LogLevel } from './logging/create-logger.ts';
export { type RunningService, runService } from './process/run-service.ts';
export { addressGroup } from './server/address-group.ts';
export { closeServer } from './server/close-server.ts';
export { createDrainSwitch, type DrainSwitch } from './server/drain-switch.ts';
export { followConnections } from './server/follow-connections.ts';
export { addHealthRoutes } from './server/health-routes.ts';
export { findTraceId, requestIdOf } from './server/request-id.ts';
export { TIMEOUT_HEADER } from './server/timeout-header.ts';
