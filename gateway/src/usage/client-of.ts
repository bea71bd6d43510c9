/** A client as it calls itself; null for one that does not. */
export interface Client {
  readonly name: string | null;
  readonly version: string | null;
}

type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

const MOST_CHARACTERS = 100;

/** Who asks, by the headers that Apollo's clients send. */
export function clientOf(headers: Headers): Client {
  return {
    name: cleaned(headers['apollographql-client-name']),
    version: cleaned(headers['apollographql-client-version']),
  };
}

/** It ends up on pages and in terminals: no characters that do something there, and not too many. */
function cleaned(header: string | readonly string[] | undefined): string | null {
  if (typeof header !== 'string' || header === '') return null;
  return (
    header
      .slice(0, MOST_CHARACTERS)
      .replace(/[^\x20-\x7e]/g, '?')
      .trim() || null
  );
}
