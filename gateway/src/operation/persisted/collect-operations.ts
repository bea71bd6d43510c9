import { createHash } from 'node:crypto';
import {
  type DefinitionNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  NoUnusedFragmentsRule,
  parse,
  print,
  Source,
  separateOperations,
  specifiedRules,
  validate,
} from 'graphql';
import { ManifestError, type ManifestOperation, parseBody, parseManifest } from './manifest.ts';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export interface CollectedOperations {
  readonly operations: readonly ManifestOperation[];
  /** What is wrong, each with its file and, in documents, line and column. */
  readonly faults: readonly string[];
}

/**
 * Collects the operations of GraphQL documents (`.graphql`), which may share fragments, and of manifests that
 * clients' tools have written (`.json`). Each has to be valid by the schema. An operation of a document goes
 * by the SHA-256 of the text that it has here, with its fragments.
 */
export function collectOperations(
  files: readonly SourceFile[],
  schema: GraphQLSchema,
): CollectedOperations {
  const [manifests, documents] = [files.filter(isManifest), files.filter((f) => !isManifest(f))];
  const parts = [
    ...manifests.map((file) => inManifest(file, schema)),
    inDocuments(documents, schema),
  ];
  const operations = new Map(
    parts.flatMap((part) => part.operations).map((operation) => [operation.id, operation]),
  );
  return { operations: [...operations.values()], faults: parts.flatMap(({ faults }) => faults) };
}

/** A fragment that nothing uses costs nothing. */
const documentRules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);
const everyError = { maxErrors: Number.POSITIVE_INFINITY };

function inDocuments(files: readonly SourceFile[], schema: GraphQLSchema): CollectedOperations {
  const definitions = new Map<string, DefinitionNode>();
  const faults: string[] = [];
  for (const file of files) {
    const read = tryToParse(file);
    if (read instanceof GraphQLError) faults.push(faultOf(read));
    // What several files have in common is one definition.
    else for (const definition of read.definitions) definitions.set(print(definition), definition);
  }
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [...definitions.values()] };
  const errors = validate(schema, document, documentRules, everyError);
  faults.push(...errors.map(faultOf), ...document.definitions.flatMap(namelessness));
  if (faults.length > 0) return { operations: [], faults };
  return { operations: Object.values(separateOperations(document)).map(toManifest), faults };
}

function inManifest({ path, text }: SourceFile, schema: GraphQLSchema): CollectedOperations {
  try {
    const operations = parseManifest(text);
    const errors = operations.flatMap((operation) => {
      const document = parseBody(operation, `${path}: ${operation.name}`);
      return validate(schema, document, specifiedRules, everyError);
    });
    return { operations, faults: errors.map(faultOf) };
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    const faults = error.message.split('\n').map((reason) => `${path}: ${reason}`);
    return { operations: [], faults };
  }
}

function isManifest({ path }: SourceFile): boolean {
  return path.endsWith('.json');
}

function tryToParse({ path, text }: SourceFile): DocumentNode | GraphQLError {
  try {
    return parse(new Source(text, path));
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function namelessness(definition: DefinitionNode): string[] {
  const isNameless = definition.kind === Kind.OPERATION_DEFINITION && definition.name === undefined;
  return isNameless
    ? [faultOf(new GraphQLError('The operation has no name.', { nodes: definition }))]
    : [];
}

function faultOf({ source, locations, message }: GraphQLError): string {
  const [at] = locations ?? [];
  return `${source?.name}:${at?.line}:${at?.column}: ${message}`;
}

/** The operation first and its fragments by name: an id does not depend on where they were found. */
function toManifest({ kind, definitions }: DocumentNode): ManifestOperation {
  const [operation] = definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation?.name === undefined) throw new Error('Only operations with names get here.');
  const fragments = definitions
    .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
    .toSorted((a, b) => (a.name.value < b.name.value ? -1 : 1));
  const body = print({ kind, definitions: [operation, ...fragments] });
  const id = createHash('sha256').update(body).digest('hex');
  return { id, name: operation.name.value, type: operation.operation, body };
}
