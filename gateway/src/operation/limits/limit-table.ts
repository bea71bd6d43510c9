/**
 * What is limited of an operation, each under the name of its setting. `unit` is what is counted, as a
 * message says it; `enforce` is from where on a request is refused unless the settings say otherwise: beyond
 * what honest clients send, and so little that nothing behind it can be made to burn.
 */
export const limitTable = {
  documentBytes: { code: 'MAX_DOCUMENT_BYTES_LIMIT', unit: 'bytes', enforce: 262_144 },
  tokens: { code: 'MAX_TOKENS_LIMIT', unit: 'tokens', enforce: 15_000 },
  lines: { code: 'MAX_LINES_LIMIT', unit: 'lines', enforce: 20_000 },
  nesting: { code: 'MAX_NESTING_LIMIT', unit: 'levels of brackets', enforce: 200 },
  operations: { code: 'MAX_OPERATIONS_LIMIT', unit: 'operations', enforce: 20 },
  fragments: { code: 'MAX_FRAGMENTS_LIMIT', unit: 'fragments', enforce: 500 },
  directives: { code: 'MAX_DIRECTIVES_LIMIT', unit: 'directives', enforce: 500 },
  depth: { code: 'MAX_DEPTH_LIMIT', unit: 'levels of fields', enforce: 50 },
  height: {
    code: 'MAX_HEIGHT_LIMIT',
    unit: 'fields with its fragments written out',
    enforce: 5_000,
  },
  aliases: { code: 'MAX_ALIASES_LIMIT', unit: 'aliases', enforce: 300 },
  rootFields: { code: 'MAX_ROOT_FIELDS_LIMIT', unit: 'root fields', enforce: 100 },
  introspection: { code: 'MAX_INTROSPECTION_LIMIT', unit: 'introspection fields', enforce: 5 },
  comparisons: {
    code: 'MAX_COMPARISONS_LIMIT',
    unit: 'comparisons of fields that may be merged',
    enforce: 200_000,
  },
  listSize: {
    code: 'MAX_LIST_SIZE_LIMIT',
    unit: 'items asked for by one argument',
    enforce: 10_000,
  },
  operationNameBytes: {
    code: 'MAX_OPERATION_NAME_LIMIT',
    unit: 'bytes of operation name',
    enforce: 256,
  },
  variablesBytes: {
    code: 'MAX_VARIABLES_BYTES_LIMIT',
    unit: 'bytes of variables',
    enforce: 524_288,
  },
  variablesDepth: {
    code: 'MAX_VARIABLES_DEPTH_LIMIT',
    unit: 'levels of lists and objects in variables',
    enforce: 50,
  },
} as const satisfies Record<string, { code: string; unit: string; enforce: number }>;

export type LimitName = keyof typeof limitTable;

/** From where on something is told of, and from where on refused; Infinity where never. */
export interface Limit {
  readonly measure: number;
  readonly enforce: number;
}

export type Limits = Readonly<Record<LimitName, Limit>>;

/** What was counted, by the name of the limit. A count may stop once it is past what is enforced. */
export type Measures = Partial<Readonly<Record<LimitName, number>>>;
