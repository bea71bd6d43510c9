import { ConfigurationError } from '../config/configuration-error.ts';
import { createLogger, type Logger } from '../logging/create-logger.ts';

const SHUTDOWN_DEADLINE_MS = 5_000;
const STOP_SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/** Something that runs until it is closed. */
export interface RunningService {
  close(): Promise<void>;
  /** How long `close` may take, if not five seconds. */
  readonly closeDeadlineMs?: number;
}

/**
 * Runs a process: starts `main`, closes what it returned on SIGTERM or SIGINT, and exits 0 when that
 * took less than five seconds. A start that fails exits 1, with the list of problems when the
 * configuration is wrong. A rejection nobody handled is logged and survived; an exception nobody
 * caught is logged and ends the process, since what it interrupted is unknown.
 */
export async function runService(
  main: () => Promise<RunningService>,
  options: { logger?: Logger } = {},
): Promise<void> {
  const logger = options.logger ?? createLogger({ name: 'process', level: 'info' });
  process.on('unhandledRejection', (reason) =>
    logger.error({ err: reason }, 'unhandled rejection'),
  );
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'uncaught exception');
    process.exit(1);
  });
  // Whoever read the log is gone; the requests in flight are not.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  // Listening before the start: a signal that comes during it waits for it, and then closes.
  const stopRequested = stopSignal();
  const service = await start(main, logger);
  const signal = await stopRequested;
  logger.info({ signal }, 'closing');
  process.exit(await close(service, logger));
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of STOP_SIGNALS) process.once(signal, resolve);
  });
}

async function start(main: () => Promise<RunningService>, logger: Logger): Promise<RunningService> {
  try {
    return await main();
  } catch (error) {
    if (error instanceof ConfigurationError) process.stderr.write(`${error.message}\n`);
    else logger.fatal({ err: error }, 'start failed');
    process.exit(1);
  }
}

/** Returns the exit code. */
async function close(service: RunningService, logger: Logger): Promise<number> {
  const { closeDeadlineMs = SHUTDOWN_DEADLINE_MS } = service;
  const deadline = setTimeout(() => {
    logger.error({ deadlineMs: closeDeadlineMs }, 'closing took too long');
    process.exit(1);
  }, closeDeadlineMs);
  try {
    await service.close();
    logger.info('closed');
    return 0;
  } catch (error) {
    logger.error({ err: error }, 'closing failed');
    return 1;
  } finally {
    clearTimeout(deadline);
  }
}
