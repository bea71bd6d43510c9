import { constants } from 'node:os';
import { ConfigurationError } from '../config/configuration-error.ts';
import { createLogger, type Logger } from '../logging/create-logger.ts';

const SHUTDOWN_DEADLINE_MS = 5_000;
const STOP_SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** A terminal and whoever passes signals on can both send one Ctrl-C; only a later one is a second. */
const SAME_SIGNAL_MS = 500;

/** Something that runs until it is closed. */
export interface RunningService {
  close(): Promise<void>;
  /** How long `close` may take, if not five seconds. */
  readonly closeDeadlineMs?: number;
}

/** Why a process ends, and what its exit code is if it closes in order. */
interface End {
  readonly reason: string;
  readonly exitCode: number;
}

/**
 * Runs a process: starts `main`, closes what it returned on SIGTERM or SIGINT, and exits 0 when that
 * took less than five seconds; a second signal exits at once. A start that fails exits 1, with the list
 * of problems when the configuration is wrong. A rejection nobody handled is logged and survived. An
 * exception nobody caught is logged and ends the process with 1, since what it interrupted is unknown;
 * it is closed in order, since those whom it serves have nothing to do with it.
 */
export async function runService(
  main: () => Promise<RunningService>,
  options: { logger?: Logger } = {},
): Promise<void> {
  const logger = options.logger ?? createLogger({ name: 'process', level: 'info' });
  process.on('unhandledRejection', (reason) =>
    logger.error({ err: reason }, 'unhandled rejection'),
  );
  // Whoever read the log is gone; the requests in flight are not.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  // Listening before the start: a signal that comes during it waits for it, and then closes.
  const stopped = untilStopped();
  const broken = untilBroken(logger);
  const service = await Promise.race([start(main, logger), broken]);
  // What is half started cannot be closed.
  if (!('close' in service)) process.exit(service.exitCode);
  const { reason, exitCode } = await Promise.race([stopped, broken]);
  logger.info({ reason }, 'closing');
  process.exit((await close(service, logger)) || exitCode);
}

function untilStopped(): Promise<End> {
  return new Promise((stop) => {
    let firstAtMs: number | undefined;
    const onSignal = (signal: (typeof STOP_SIGNALS)[number]) => {
      const nowMs = performance.now();
      firstAtMs ??= nowMs;
      if (nowMs - firstAtMs > SAME_SIGNAL_MS) process.exit(128 + constants.signals[signal]);
      stop({ reason: signal, exitCode: 0 });
    };
    for (const signal of STOP_SIGNALS) process.on(signal, onSignal);
  });
}

function untilBroken(logger: Logger): Promise<End> {
  return new Promise((end) => {
    process.on('uncaughtException', (error) => {
      logger.fatal({ err: error }, 'uncaught exception');
      end({ reason: 'uncaught exception', exitCode: 1 });
    });
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
