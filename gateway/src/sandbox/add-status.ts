import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** Before whoever keeps the file has written it. */
const NOTHING_YET = JSON.stringify({ state: 'ok', problems: [], at: null });

/**
 * Serves at `/sandbox/status` what a file says about the graph: `{state, problems, at}` as JSON, kept by
 * whoever composes it, such as `causeway dev`.
 */
export function addStatus(app: FastifyInstance, file: string): void {
  app.get('/sandbox/status', async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(await readFile(file, 'utf8').catch(() => NOTHING_YET)),
  );
}
