/** A cell of a COPY row. Text is taken as it is, also for numeric, date, uuid and json columns. */
export type CopyValue =
  | string
  | number
  | bigint
  | boolean
  | Date
  | Uint8Array
  | null
  /** For a column of an array type. A JSON array comes as text: `JSON.stringify(values)`. */
  | readonly CopyElement[]
  /** For a json or jsonb column. */
  | { readonly [key: string]: unknown };

type CopyElement = string | number | bigint | boolean | Date | null;

/** One value in COPY's text format (PostgreSQL manual, COPY, "Text Format"). */
export function copyText(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escapeText(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return escapeText(arrayLiteral(value));
  return escapeText(JSON.stringify(value));
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

function escapeText(text: string): string {
  return text.replace(/[\\\b\f\n\r\t\v]/g, (character) => escapes[character] ?? character);
}

/** Every element in quotes, so that none can look like NULL, a brace or a comma. */
function arrayLiteral(elements: readonly CopyElement[]): string {
  return `{${elements.map(elementText).join(',')}}`;
}

function elementText(element: CopyElement): string {
  if (element === null) return 'NULL';
  const text = element instanceof Date ? element.toISOString() : String(element);
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}
