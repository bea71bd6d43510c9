import { type DestinationStream, type Level, type Logger, pino } from 'pino';

export type { Logger } from 'pino';
export type LogLevel = Level | 'silent';

const SECRET_NAMES = [
  'authorization',
  'cookie',
  'set-cookie',
  'causeway-assertion',
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
];

/**
 * Makes the logger of a process: JSON lines on standard output (or `destination`), levels by name.
 * Fields that carry credentials are blanked up to three levels deep.
 */
export function createLogger(options: {
  name: string;
  level: LogLevel;
  destination?: DestinationStream;
}): Logger {
  const settings = {
    name: options.name,
    level: options.level,
    redact: { paths: SECRET_NAMES.flatMap(pathsTo), censor: '[redacted]' },
    formatters: { level: (label: string) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  // Not pino's own writer, which tries for ever, and blocks, when the reader of a pipe is gone.
  return pino(settings, options.destination ?? process.stdout);
}

function pathsTo(name: string): string[] {
  return [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`];
}
