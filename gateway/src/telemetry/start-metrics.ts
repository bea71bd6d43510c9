import { ConfigurationError, type Logger } from '@causeway/subgraph-kit/service';
import { type ServedMetrics, serveMetrics } from './serve-metrics.ts';

const USUAL_PORT = 9_090;

/**
 * Serves metrics on the port that is set, or on the usual one. Rejects with ConfigurationError when that port cannot be had; the
 * usual one may be taken, by another gateway on the same machine, and then there are none.
 */
export async function startMetrics(
  { port }: { port?: number | 'off' | undefined },
  { host, logger }: { host: string; logger: Logger },
): Promise<ServedMetrics | null> {
  if (port === 'off') return null;
  try {
    return await serveMetrics({ host, port: port ?? USUAL_PORT });
  } catch (cause) {
    const problem = `metrics.port: cannot listen on ${host}:${port ?? USUAL_PORT}`;
    const { code } = cause as NodeJS.ErrnoException;
    if (port !== undefined) throw new ConfigurationError([`${problem} (${code})`], { cause });
    logger.warn({ code }, `${problem}: metrics are not served`);
    return null;
  }
}
