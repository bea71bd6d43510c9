import type { ApolloServer } from '@apollo/server';
import type { FastifyInstance } from 'fastify';
import type { DrainSwitch } from './drain-switch.ts';
import type { RequestContext } from './request-context.ts';

/** Less than the five seconds a process has (run-service.ts): the database is closed after this. */
const DRAIN_DEADLINE_MS = 4_000;

/** Readiness turns false, new connections are refused, requests in flight get until the deadline. */
export async function closeServer<C extends RequestContext>(server: {
  app: FastifyInstance;
  apollo: ApolloServer<C>;
  drain: DrainSwitch;
  drainDeadlineMs?: number;
}): Promise<void> {
  const { app, apollo, drain, drainDeadlineMs = DRAIN_DEADLINE_MS } = server;
  drain.startDraining();
  const deadline = setTimeout(() => {
    app.log.warn({ deadlineMs: drainDeadlineMs }, 'requests cut off');
    app.server.closeAllConnections();
  }, drainDeadlineMs);
  try {
    await app.close();
    await apollo.stop();
  } finally {
    clearTimeout(deadline);
  }
}
