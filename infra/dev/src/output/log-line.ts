import { type Colour, paint } from './print.ts';

const WARN = 40;
const levels: Record<number, { name: string; colour: Colour }> = {
  10: { name: 'trace', colour: 'dim' },
  20: { name: 'debug', colour: 'dim' },
  30: { name: 'info', colour: 'green' },
  40: { name: 'warn', colour: 'yellow' },
  50: { name: 'error', colour: 'red' },
  60: { name: 'fatal', colour: 'red' },
};
/** What every line has, and the prefix or nobody needs. */
const UNINTERESTING = new Set(['level', 'time', 'pid', 'hostname', 'name', 'msg', 'message']);

/** One line that a child process wrote. Lines that are no pino JSON count as warnings: nobody expects them. */
export interface LogLine {
  level: number;
  text: string;
  fields: Record<string, unknown>;
}

/** Reads a line of a child's output. */
export function parseLogLine(line: string): LogLine {
  if (!line.startsWith('{')) return { level: WARN, text: line, fields: {} };
  try {
    const { level, msg, ...fields } = JSON.parse(line);
    return { level: Number(level) || WARN, text: String(msg ?? ''), fields };
  } catch {
    return { level: WARN, text: line, fields: {} };
  }
}

export const isWorthShowing = ({ level }: LogLine) => level >= WARN;

/** The line as a person reads it: `catalog │ warn  message key=value`. */
export function formatLogLine(name: string, colour: Colour, line: LogLine): string {
  const level = levels[line.level] ?? { name: 'warn', colour: 'yellow' };
  const fields = Object.entries(line.fields)
    .filter(([key]) => !UNINTERESTING.has(key))
    .map(([key, value]) => paint('dim', `${key}=${fieldText(value)}`));
  const words = [paint(level.colour, level.name.padEnd(5)), line.text, ...fields];
  return `${paint(colour, name.padEnd(8))} ${paint('dim', '│')} ${words.join(' ')}`;
}

function fieldText(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { stack } = value as { stack?: unknown };
  return typeof stack === 'string' ? stack : JSON.stringify(value);
}
