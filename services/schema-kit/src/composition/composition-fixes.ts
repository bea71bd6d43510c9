/** What usually repairs a fault of a kind, by the composer's code for it. */
const FIXES: Readonly<Record<string, string>> = {
  INVALID_FIELD_SHARING:
    'keep the field in one of these subgraphs, or mark it @shareable in each of them if they all answer the same.',
  FIELD_TYPE_MISMATCH: 'give the field the same type in each of these subgraphs.',
  FIELD_ARGUMENT_TYPE_MISMATCH: 'give the argument the same type in each of these subgraphs.',
  FIELD_ARGUMENT_DEFAULT_MISMATCH: 'give the argument the same default in each of these subgraphs.',
  INPUT_FIELD_DEFAULT_MISMATCH: 'give the input field the same default in each of these subgraphs.',
  TYPE_KIND_MISMATCH: 'rename one of the types, or make them of the same kind.',
  SATISFIABILITY_ERROR:
    'give the type a @key in a subgraph that cannot be reached yet, whose fields the others have too; or mark the field @shareable where it is needed.',
  SHAREABLE_HAS_MISMATCHED_RUNTIME_TYPES:
    'return the same types from the field in each of these subgraphs.',
  KEY_INVALID_FIELDS: 'name fields of the type itself in `fields`; add them if they are missing.',
  REQUIRES_INVALID_FIELDS:
    'declare in this subgraph, with @external, each field that @requires names.',
  REQUIRES_FIELDS_MISSING_EXTERNAL: 'mark each field that @requires names @external.',
  PROVIDES_INVALID_FIELDS:
    'declare in this subgraph, with @external, each field that @provides names.',
  PROVIDES_FIELDS_MISSING_EXTERNAL: 'mark each field that @provides names @external.',
  EXTERNAL_UNUSED: 'remove the field, or name it in a @key, @requires or @provides.',
  EXTERNAL_MISSING_ON_BASE: 'define the field, without @external, in the subgraph that owns it.',
  EXTERNAL_TYPE_MISMATCH: 'copy the type of the field from the subgraph that owns it.',
  EXTENSION_WITH_NO_BASE: 'define the type in the subgraph that owns it, or drop `extend`.',
  ENUM_VALUE_MISMATCH: 'define the same values of the enum in each of these subgraphs.',
  REQUIRED_ARGUMENT_MISSING_IN_SOME_SUBGRAPH:
    'make the argument nullable or give it a default, or add it in each of these subgraphs.',
  REQUIRED_INPUT_FIELD_MISSING_IN_SOME_SUBGRAPH:
    'make the input field nullable or give it a default, or add it in each of these subgraphs.',
  INTERFACE_FIELD_NO_IMPLEM: 'add the field to each type that implements the interface.',
  NO_QUERIES: 'give at least one subgraph a field of `type Query`.',
  UNKNOWN_FEDERATION_LINK_VERSION:
    'link a version of federation that exists, such as https://specs.apollo.dev/federation/v2.9.',
  REFERENCED_INACCESSIBLE: 'mark @inaccessible whatever refers to it, or make it accessible.',
};

/** An unknown name of a directive is a fault of the schema's own @link more often than of spelling. */
const UNKNOWN_DIRECTIVE = 'correct the name, or import it with @link.';
const UNKNOWN_TYPE = 'define the type in this subgraph, or correct its name.';

/** How to repair a fault, or undefined when that depends on more than its kind. */
export function fixOf(code: string, message: string): string | undefined {
  if (/unknown directive/i.test(message)) return UNKNOWN_DIRECTIVE;
  if (/unknown type/i.test(message)) return UNKNOWN_TYPE;
  return Object.hasOwn(FIXES, code) ? FIXES[code] : undefined;
}
