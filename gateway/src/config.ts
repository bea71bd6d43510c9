import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigurationError } from '@causeway/subgraph-kit';
import { LineCounter, parseDocument } from 'yaml';
import { environmentSettings } from './config/environment-settings.ts';
import { expandVariables } from './config/expand-variables.ts';
import { type GatewaySettings, settingsSchema } from './config/settings.ts';

/** What the command line says; it beats the environment, which beats the file. */
export interface Flags {
  config?: string | undefined;
  supergraph?: string | undefined;
  port?: string | undefined;
  host?: string | undefined;
}

/**
 * Reads the gateway's settings from a YAML file, the environment and the command line, and freezes
 * them. Throws ConfigurationError that lists every problem at once, each with its setting's name.
 */
export function readGatewaySettings(
  flags: Flags,
  env: Readonly<Record<string, string | undefined>>,
): GatewaySettings {
  const problems: string[] = [];
  const file = flags.config === undefined ? {} : readSettingsFile(flags.config, env, problems);
  const given = merge(file, environmentSettings(env, problems), flagSettings(flags));
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    problems.push(
      ...parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    );
  }
  if (problems.length > 0 || !parsed.success) throw new ConfigurationError(problems);
  return deepFreeze({ ...parsed.data, supergraph: resolve(parsed.data.supergraph) });
}

type Tree = Record<string, unknown>;

function readSettingsFile(
  path: string,
  env: Readonly<Record<string, string | undefined>>,
  problems: string[],
): Tree {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    problems.push(`--config: ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    return {};
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  problems.push(...document.errors.map((error) => `${path}: ${error.message}`));
  const tree: unknown = expandVariables(document.toJS() ?? {}, { env, problems });
  if (isTree(tree)) return tree;
  problems.push(`${path}: expected settings by name`);
  return {};
}

function flagSettings({ supergraph, port, host }: Flags): Tree {
  return {
    ...(supergraph !== undefined && { supergraph }),
    ...(port !== undefined && { port: /^\d+$/.test(port) ? Number(port) : port }),
    ...(host !== undefined && { host }),
  };
}

/** Later settings beat earlier ones, name by name; lists are replaced whole. */
function merge(...trees: readonly Tree[]): Tree {
  const merged: Tree = {};
  for (const tree of trees) {
    for (const [name, value] of Object.entries(tree)) {
      const before = merged[name];
      merged[name] = isTree(before) && isTree(value) ? merge(before, value) : value;
    }
  }
  return merged;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
