import { type Change, CriticalityLevel, diff } from '@graphql-inspector/core';
import { type GraphQLSchema, isEnumType } from 'graphql';
import { createFindHits } from './find-hits.ts';
import type { SchemaChange, Severity } from './schema-change.ts';
import { createTypeUses, type TypeUses } from './type-uses.ts';

const SEVERITIES = {
  [CriticalityLevel.Breaking]: 'BREAKING',
  [CriticalityLevel.Dangerous]: 'DANGEROUS',
  [CriticalityLevel.NonBreaking]: 'SAFE',
} as const satisfies Record<CriticalityLevel, Severity>;

const ORDER: readonly Severity[] = ['BREAKING', 'DANGEROUS', 'SAFE'];

/**
 * What is different for clients in the schema `after`, and which operations on `before` that concerns: first
 * what breaks, then by coordinate. graphql-inspector finds the changes; docs/schema-checks.md says where we
 * judge otherwise.
 */
export async function compareSchemas(
  before: GraphQLSchema,
  after: GraphQLSchema,
): Promise<readonly SchemaChange[]> {
  const found = await diff(before, after);
  const added = new Set(found.filter(({ type }) => type === 'TYPE_ADDED').map(({ path }) => path));
  const uses = createTypeUses(before);
  const findHits = createFindHits(before, after, uses);
  return found
    .filter((change) => isNews(change, added))
    .map((change) => {
      const coordinate = coordinateOf(change);
      return {
        code: change.type,
        severity: severityOf(change, { after, uses }),
        coordinate,
        message: change.message,
        hits: findHits(change, coordinate),
      };
    })
    .sort(
      (one, other) =>
        ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity) ||
        compare(one.coordinate, other.coordinate) ||
        compare(one.code, other.code),
    );
}

/** A new type's fields are new, and a deprecation is told of as such, not as the use of a directive. */
function isNews({ type, path }: Change, addedTypes: ReadonlySet<string | undefined>): boolean {
  if (type.startsWith('DIRECTIVE_USAGE_')) return false;
  return type === 'TYPE_ADDED' || !addedTypes.has(path?.split('.')[0]);
}

function severityOf(
  change: Change,
  { after, uses }: { after: GraphQLSchema; uses: TypeUses },
): Severity {
  const severity = SEVERITIES[change.criticality.level];
  switch (change.type) {
    case 'FIELD_ARGUMENT_ADDED':
      // Who does not know of an argument does not send it.
      return severity === 'DANGEROUS' ? 'SAFE' : severity;
    case 'ENUM_VALUE_ADDED': {
      // Nobody is surprised by a value that is only sent.
      const name = String(change.path).split('.')[0] ?? '';
      return isEnumType(after.getType(name)) && uses.outputs(name).length > 0 ? severity : 'SAFE';
    }
    default:
      return severity;
  }
}

/** graphql-inspector's path of an argument is `Type.field.argument`. */
function coordinateOf({ type, path, meta }: Change): string {
  const parts = (path ?? '').split('.').filter((part) => !part.startsWith('@'));
  const [typeName = 'schema', name, argument] = parts;
  if (type.startsWith('DIRECTIVE_')) return directiveCoordinate(path ?? '', meta);
  if (argument !== undefined) return `${typeName}.${name}(${argument}:)`;
  return name === undefined ? typeName || 'schema' : `${typeName}.${name}`;
}

function directiveCoordinate(path: string, meta: object): string {
  const [name = '', argument] = path.replace(/^@/, '').split('.');
  const hasArgument = argument !== undefined && 'directiveName' in meta;
  return hasArgument ? `@${name}(${argument}:)` : `@${name}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
