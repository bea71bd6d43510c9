import { type Colour, paint } from './print.ts';

const levels = {
  trace: { rank: 10, colour: 'dim' },
  debug: { rank: 20, colour: 'dim' },
  info: { rank: 30, colour: 'green' },
  warn: { rank: 40, colour: 'yellow' },
  error: { rank: 50, colour: 'red' },
  fatal: { rank: 60, colour: 'red' },
} as const satisfies Record<string, { rank: number; colour: Colour }>;

const LONGEST_NAME = 'gateway-1';

type Level = keyof typeof levels;

/** What every line has, and the prefix or nobody needs. */
const UNINTERESTING = new Set(['level', 'time', 'pid', 'hostname', 'name', 'msg', 'message']);

/** One line that a child process wrote. Lines that are no pino JSON count as warnings: nobody expects them. */
export interface LogLine {
  level: Level;
  text: string;
  fields: Record<string, unknown>;
}

/** Reads a line of a child's output. */
export function parseLogLine(line: string): LogLine {
  if (!line.startsWith('{')) return { level: 'warn', text: line, fields: {} };
  try {
    const { level, msg, ...fields } = JSON.parse(line);
    return { level: isLevel(level) ? level : 'warn', text: String(msg ?? ''), fields };
  } catch {
    return { level: 'warn', text: line, fields: {} };
  }
}

const isLevel = (value: unknown): value is Level =>
  typeof value === 'string' && Object.hasOwn(levels, value);

export const isWorthShowing = ({ level }: LogLine) => levels[level].rank >= levels.warn.rank;

/** The line as a person reads it: `catalog │ warn  message key=value`. */
export function formatLogLine(name: string, colour: Colour, line: LogLine): string {
  const fields = Object.entries(line.fields)
    .filter(([key]) => !UNINTERESTING.has(key))
    .map(([key, value]) => paint('dim', `${key}=${fieldText(value)}`));
  const words = [paint(levels[line.level].colour, line.level.padEnd(5)), line.text, ...fields];
  return `${paint(colour, name.padEnd(LONGEST_NAME.length))} ${paint('dim', '│')} ${words.join(' ')}`;
}

function fieldText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { stack } = value as { stack?: unknown };
  return typeof stack === 'string' ? stack : JSON.stringify(value);
}
