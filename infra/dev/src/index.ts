export { freePort } from './ports/free-port.ts';
export { type RunningPostgres, startPostgres } from './postgres/start-postgres.ts';
export { isAlive } from './process/is-alive.ts';
export { UserError } from './user-error.ts';
