import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { DrainSwitch } from './drain-switch.ts';

const READY_DEADLINE_MS = 2_000;

export interface HealthOptions {
  readonly isReady: () => Promise<boolean>;
  readonly drain: DrainSwitch;
}

/** `/health/live`: the process runs. `/health/ready`: send it requests. Neither needs an assertion. */
export function addHealthRoutes(app: FastifyInstance, { isReady, drain }: HealthOptions): void {
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (request, reply) => {
    if (drain.isDraining) return reply.code(503).send({ status: 'draining' });
    if (await answersInTime(isReady, request.log)) return { status: 'ready' };
    return reply.code(503).send({ status: 'not ready' });
  });
}

async function answersInTime(
  isReady: () => Promise<boolean>,
  logger: FastifyBaseLogger,
): Promise<boolean> {
  const deadline = Promise.withResolvers<boolean>();
  const timer = setTimeout(deadline.resolve, READY_DEADLINE_MS, false);
  try {
    return await Promise.race([isReady(), deadline.promise]);
  } catch (error) {
    logger.warn({ err: error }, 'not ready');
    return false;
  } finally {
    clearTimeout(timer);
  }
}
