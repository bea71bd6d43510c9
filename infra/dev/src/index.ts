export { freePort } from './ports/free-port.ts';
export { type RunningPostgres, startPostgres } from './postgres/start-postgres.ts';
export { isAlive } from './process/is-alive.ts';
export { findRabbitmqServer } from './rabbitmq/find-rabbitmq-server.ts';
export { type RunningRabbitmq, startRabbitmq } from './rabbitmq/start-rabbitmq.ts';
export { UserError } from './user-error.ts';
