/**
 * The JSON of response data that need not be written again: a subgraph's own text that became the
 * response unchanged, or one response that goes to several clients. The data must not be changed
 * after it has been handed in here.
 */
export interface JsonTexts {
  /** The JSON is known. */
  know(data: object, json: string): void;
  /** The JSON will be needed more than once: keep it once it has been written. */
  share(data: object): void;
  /** Writes a GraphQL response, and takes over the JSON of its data where there is one. */
  stringify(response: object): string;
}

/** GraphQL spec §7.1: a response has these, in this order. */
interface Response {
  readonly errors?: unknown;
  readonly data?: unknown;
  readonly extensions?: unknown;
}

export function createJsonTexts(): JsonTexts {
  // A null is a text that is wanted, and not written yet.
  const texts = new WeakMap<object, string | null>();
  return {
    know: (data, json) => void texts.set(data, json),
    share: (data) => void (texts.has(data) || texts.set(data, null)),
    stringify(response) {
      const { data, errors, extensions } = response as Response;
      const known = typeof data === 'object' && data !== null ? texts.get(data) : undefined;
      if (known === undefined) return JSON.stringify(response);
      const json = known ?? JSON.stringify(data);
      if (known === null) texts.set(data as object, json);
      return (
        `{${errors === undefined ? '' : `"errors":${JSON.stringify(errors)},`}"data":${json}` +
        `${extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`}}`
      );
    },
  };
}
