import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { ConfigurationError } from '../config/configuration-error.ts';
import { watchTextFile } from '../config/watch-text-file.ts';
import type { Logger } from '../logging/create-logger.ts';

/** What something is now; it may be another when it is looked at next. */
export interface Current<T> {
  readonly current: T;
}

export interface WatchedFile<T> extends Current<T> {
  /** Keeps what there is from then on. */
  stop(): void;
}

/**
 * Reads a JSON file of keys, and again whenever it changes: all of it is exchanged at once. One that is
 * gone, half written or not what `schema` describes is reported, and the keys that there are stay.
 * Throws ConfigurationError, naming the setting, when the first reading fails; no message ever shows
 * the file's contents.
 */
export function watchKeyFile<T>(options: {
  file: string;
  setting: string;
  schema: z.ZodType<T>;
  logger: Logger;
}): WatchedFile<T> {
  const { file, setting, schema, logger } = options;
  const parse = (text: string) => parseKeys(text, `${setting}: ${file}`, schema);
  const text = readText(file, setting);
  let current = parse(text);
  const watch = watchTextFile({
    path: file,
    text,
    onChange(changed) {
      current = parse(changed);
      logger.info({ file }, 'keys reloaded');
    },
    onError: (error) =>
      logger.error({ file, reason: reasonOf(error) }, 'keys refused; the running ones stay'),
  });
  return {
    get current() {
      return current;
    },
    stop: watch.stop,
  };
}

function readText(file: string, setting: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigurationError([`${setting}: ${file} cannot be read`], { cause });
  }
}

function parseKeys<T>(text: string, what: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(text, what));
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    parsed.error.issues.map(
      ({ path, message }) => `${what}: ${path.join('.') || 'contents'}: ${message}`,
    ),
  );
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A SyntaxError quotes the text around the fault, and that may be a key.
    throw new ConfigurationError([`${what} is not JSON`]);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigurationError) return error.problems.join('; ');
  return error instanceof Error ? error.message : String(error);
}
