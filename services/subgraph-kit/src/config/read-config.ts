import type { z } from 'zod';
import { ConfigurationError } from './configuration-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

// Also addresses: they may hold a password.
const SECRET_NAME = /SECRET|PASSWORD|TOKEN|CREDENTIAL|KEY|URL|DSN/;

/**
 * Reads the settings that `schema` describes (its keys are the names of environment variables) and
 * freezes them. An empty variable counts as not set. Throws ConfigurationError with every problem at
 * once, the setting's name first; values of settings that may be secret are never shown.
 */
export function readConfig<S extends z.ZodType>(
  schema: S,
  env: Environment,
): Readonly<z.output<S>> {
  const settings = withoutEmpty(env);
  const parsed = schema.safeParse(settings);
  if (!parsed.success) {
    throw new ConfigurationError(
      parsed.error.issues.map((issue) => describeProblem(issue, settings)),
    );
  }
  return Object.freeze(parsed.data);
}

function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
}

function describeProblem(issue: z.core.$ZodIssue, settings: Environment): string {
  const name = String(issue.path[0] ?? 'settings');
  const value = settings[name];
  if (value === undefined && issue.code === 'invalid_type') return `${name}: required, but not set`;
  const message = issue.message.replace(/^Invalid (input|option|string): /, '');
  if (value === undefined || SECRET_NAME.test(name)) return `${name}: ${message}`;
  return `${name}: ${message}, got ${JSON.stringify(value)}`;
}
