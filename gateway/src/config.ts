import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigurationError } from '@causeway/subgraph-kit/service';
import { parseDocument } from 'yaml';
import type { z } from 'zod';
import { environmentSettings, VARIABLES } from './config/environment-settings.ts';
import { expandVariables } from './config/expand-variables.ts';
import { type GatewaySettings, settingsSchema } from './config/settings.ts';

/** What the command line says; it beats the environment, which beats the file. */
export interface Flags {
  config?: string | undefined;
  supergraph?: string | undefined;
  port?: string | undefined;
  host?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Tree = Record<string, unknown>;

/**
 * Reads the gateway's settings from a YAML file, the environment and the command line, and freezes
 * them. Throws ConfigurationError that lists every problem at once, each with its setting's name.
 */
export function readGatewaySettings(flags: Flags, env: Environment): GatewaySettings {
  const problems: string[] = [];
  const file = flags.config === undefined ? {} : readSettingsFile(flags.config, env, problems);
  const given = merge(file, environmentSettings(env, problems), flagSettings(flags));
  const parsed = settingsSchema.safeParse(given);
  problems.push(...(parsed.error?.issues.map(describeIssue) ?? []));
  if (problems.length > 0 || !parsed.success) throw new ConfigurationError(problems);
  const { supergraph } = parsed.data;
  return deepFreeze({
    ...parsed.data,
    ...(supergraph !== undefined && { supergraph: resolve(supergraph) }),
  });
}

function describeIssue(issue: z.core.$ZodIssue): string {
  // What is wrong with a name stands one level deeper.
  const { message } = issue.code === 'invalid_key' ? (issue.issues[0] ?? issue) : issue;
  const setting = issue.path.join('.') || 'settings';
  const variable = VARIABLES[setting];
  return `${setting}${variable === undefined ? '' : ` (${variable})`}: ${message}`;
}

function readSettingsFile(path: string, env: Environment, problems: string[]): Tree {
  const tree = expandVariables(readYaml(path, problems), { env, problems });
  if (isTree(tree)) return withResolvedPaths(tree, dirname(path));
  problems.push(`${path}: expected settings by name`);
  return {};
}

function readYaml(path: string, problems: string[]): unknown {
  try {
    const document = parseDocument(readFileSync(path, 'utf8'));
    problems.push(...document.errors.map(({ message }) => `${path}: ${message}`));
    return document.toJS() ?? {};
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    problems.push(code === undefined ? `${path}: ${message}` : `${path}: cannot be read (${code})`);
    return {};
  }
}

const PATH_SETTINGS = [
  ['supergraph'],
  ['registry', 'trustFile'],
  ['registry', 'cacheFolder'],
  ['assertionKeyFile'],
  ['persistedOperations', 'manifest'],
  ['sandbox', 'statusFile'],
  ['variants', 'named', '*', 'supergraph'],
];

/** Paths in a file are meant from where the file is, not from wherever the gateway was started. */
function withResolvedPaths(tree: Tree, folder: string): Tree {
  return PATH_SETTINGS.reduce((resolved, names) => withResolved(resolved, names, folder), tree);
}

function withResolved(tree: Tree, [name = '', ...deeper]: readonly string[], folder: string): Tree {
  if (name === '*') {
    return Object.keys(tree).reduce(
      (all, each) => withResolved(all, [each, ...deeper], folder),
      tree,
    );
  }
  const value = tree[name];
  if (isTree(value)) return { ...tree, [name]: withResolved(value, deeper, folder) };
  return typeof value === 'string' ? { ...tree, [name]: resolve(folder, value) } : tree;
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
  const merged = new Map<string, unknown>();
  for (const [name, value] of trees.flatMap(Object.entries)) {
    const before = merged.get(name);
    merged.set(name, isTree(before) && isTree(value) ? merge(before, value) : value);
  }
  return Object.fromEntries(merged);
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
