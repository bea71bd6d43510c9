import { type DocumentNode, GraphQLError, Kind, parse, Source } from 'graphql';
import { z } from 'zod';

const FORMAT = 'apollo-persisted-query-manifest';

/** Apollo's format of lists of operations, as its tools for clients write it; what else is in it is left alone. */
const manifestFile = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  operations: z.array(
    z.object({
      id: z.string().min(1).max(256),
      name: z.string(),
      type: z.enum(['query', 'mutation', 'subscription']),
      body: z.string().min(1),
    }),
  ),
});

export type ManifestOperation = z.output<typeof manifestFile>['operations'][number];

/** A manifest that is not one; the message has a line for each reason. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';

  constructor(reasons: readonly string[], options?: ErrorOptions) {
    super(reasons.join('\n'), options);
  }
}

/** Reads the operations of a manifest, not yet their bodies. Throws ManifestError with all that is wrong. */
export function parseManifest(text: string): readonly ManifestOperation[] {
  const parsed = manifestFile.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new ManifestError(
      parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'manifest'}: ${message}`),
    );
  }
  const { operations } = parsed.data;
  const reasons = doubles(operations);
  if (reasons.length > 0) throw new ManifestError(reasons);
  return operations;
}

/**
 * Reads the body of an operation. It holds the one operation that its entry names, so that running it needs no
 * name; throws ManifestError where it does not. `source`: what the body is called where it is wrong.
 */
export function parseBody(
  { id, name, type, body }: ManifestOperation,
  source = name,
): DocumentNode {
  const document = parseGraphql(new Source(body, source), id);
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const [operation] = operations;
  if (operation === undefined || operations.length > 1) {
    throw new ManifestError([`the body of ${id} holds ${operations.length} operations, not one`]);
  }
  if (operation.operation !== type) {
    throw new ManifestError([`${name} (${id}) is a ${operation.operation}, not a ${type}`]);
  }
  return document;
}

function parseGraphql(source: Source, id: string): DocumentNode {
  try {
    return parse(source);
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    throw new ManifestError([`the body of ${id} is not GraphQL: ${cause.message}`], { cause });
  }
}

/** Writes a manifest, in an order that does not depend on where the operations came from. */
export function printManifest(operations: readonly ManifestOperation[]): string {
  const inOrder = operations.toSorted((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
  return `${JSON.stringify({ format: FORMAT, version: 1, operations: inOrder }, null, 2)}\n`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ManifestError(['manifest: not JSON'], { cause });
  }
}

function doubles(operations: readonly ManifestOperation[]): string[] {
  const ids = operations.map(({ id }) => id);
  const seen = new Set<string>();
  const twice = ids.filter((id) => seen.size === seen.add(id).size);
  return twice.map((id) => `operations: the id ${id} is there twice`);
}

/** As code units, wherever it runs. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
