import { Argument } from 'commander';
import { CliError } from '../cli-error.ts';

const REFERENCE = /^[a-z][a-z0-9-]{0,62}@[a-z][a-z0-9-]{0,62}$/;

/** `graph@variant`, or what CAUSEWAY_GRAPH_REF says. */
export const graphRefArgument = () =>
  new Argument('[graph-ref]', 'graph@variant (CAUSEWAY_GRAPH_REF)').argParser(parseGraphRef);

/** Returns the reference of a variant. Throws CliError for what is none. */
export function parseGraphRef(text: string): string {
  if (REFERENCE.test(text)) return text;
  throw new CliError('usage', {
    code: 'GRAPH_REF',
    message: `"${text}" names no variant of a graph: expected graph@variant, such as shop@production.`,
  });
}

/** The reference that was given, or that of the environment. Throws CliError without either. */
export function requireGraphRef(given: string | undefined): string {
  const ref = given ?? process.env.CAUSEWAY_GRAPH_REF;
  if (ref) return parseGraphRef(ref);
  throw new CliError('usage', {
    code: 'GRAPH_REF',
    message:
      'Which graph? Give graph@variant, such as shop@production, or set CAUSEWAY_GRAPH_REF to it.',
  });
}
