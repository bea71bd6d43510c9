import type { FastifyInstance } from 'fastify';
import type { DrainSwitch } from './drain-switch.ts';
import type { Connections } from './follow-connections.ts';

/** Less than the five seconds a process has (run-service.ts): the database is closed after this. */
const DRAIN_DEADLINE_MS = 4_000;
/** Longer than a caller that is busy takes from one request to the next. */
const IDLE_MS = 500;

/**
 * Readiness turns false and new connections are refused. Requests in flight, and those that still come
 * on open connections, get until the deadline; connections that stay idle are closed before.
 */
export async function closeServer(server: {
  app: FastifyInstance;
  drain: DrainSwitch;
  connections: Connections;
  drainDeadlineMs?: number;
  drainIdleMs?: number;
  /** Called at the deadline: the last moment to answer what is open. */
  onDeadline?: () => Promise<void>;
}): Promise<void> {
  const { app, drain, connections } = server;
  const { drainDeadlineMs = DRAIN_DEADLINE_MS, drainIdleMs = IDLE_MS, onDeadline } = server;
  drain.startDraining();
  await connections.drain({
    idleMs: drainIdleMs,
    deadlineMs: drainDeadlineMs,
    async onDeadline() {
      app.log.warn({ deadlineMs: drainDeadlineMs }, 'requests cut off');
      await onDeadline?.();
    },
  });
  await app.close();
}
