import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';

/** Before whoever keeps the file has written it. */
const NOTHING_YET = { state: 'ok', problems: [], at: null };

/**
 * Serves at `/sandbox/status` what a file says about the graph: `{state, problems, at}` as JSON, kept by
 * whoever composes it, such as `causeway dev`; and since when the graph that is served is the one it is.
 */
export function addStatus(
  app: FastifyInstance,
  { file, servedSince }: { file: string; servedSince(): Date },
): void {
  app.get('/sandbox/status', async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .send({ ...(await readStatus(file)), servedSince: servedSince() }),
  );
}

async function readStatus(file: string): Promise<object> {
  try {
    return { ...JSON.parse(await readFile(file, 'utf8')) };
  } catch {
    return NOTHING_YET;
  }
}
