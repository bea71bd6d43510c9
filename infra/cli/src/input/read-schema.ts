import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { GraphQLError, parse, Source } from 'graphql';
import { CliError } from '../cli-error.ts';
import { fileError } from './file-error.ts';

const STANDARD_INPUT = '-';

/** A subgraph's schema, and what places in it are called in messages. */
export interface ReadSchema {
  sdl: string;
  label: string;
}

/**
 * Reads a schema from a file, or from standard input for `-`. Throws CliError if there is none, or
 * with `file:line:column` if it is no GraphQL, so that nobody waits for a registry to say so.
 */
export function readSchema(path: string): ReadSchema {
  const label = path === STANDARD_INPUT ? 'standard input' : relative('.', path);
  const sdl = readText(path);
  try {
    parse(new Source(sdl, label));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [at] = error.locations ?? [];
    throw new CliError('refused', {
      code: 'INVALID_GRAPHQL',
      message: `${label} is no GraphQL schema.`,
      problems: [
        {
          code: 'INVALID_GRAPHQL',
          message: error.message,
          places: [`${label}:${at?.line}:${at?.column}`],
        },
      ],
    });
  }
  return { sdl, label };
}

function readText(path: string): string {
  try {
    return readFileSync(path === STANDARD_INPUT ? 0 : path, 'utf8');
  } catch (error) {
    throw fileError(error, path, 'read');
  }
}
