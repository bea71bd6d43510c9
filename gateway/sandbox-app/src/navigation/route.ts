/** The parts of the page, in the order of the navigation. */
export const parts = ['explorer', 'history', 'graph', 'checks', 'usage'] as const;
export type Part = (typeof parts)[number];

/** Which part of the page an address opens, and what in it: `#/history/9..12`, `#/usage?show=unused`. */
export interface Route {
  part: Part;
  /** What the part is to show first: a version, a check, a type. */
  item: string | null;
  parameters: Readonly<Record<string, string>>;
}

const explorer: Route = { part: 'explorer', item: null, parameters: {} };

/** @returns the explorer for what is no address of a part, such as a shared operation's. */
export function parseRoute(hash: string): Route {
  const [, name, item, query = ''] = /^#\/([a-z]+)(?:\/([^?]*))?(?:\?(.*))?$/.exec(hash) ?? [];
  const part = parts.find((known) => known === name);
  if (part === undefined || part === 'explorer') return explorer;
  return {
    part,
    item: item ? decodePart(item) : null,
    parameters: Object.fromEntries(new URLSearchParams(query)),
  };
}

export function formatRoute(part: Part, item: string | null = null, parameters = {}): string {
  if (part === 'explorer') return '#/';
  const query = new URLSearchParams(parameters).toString();
  const path = item === null ? part : `${part}/${encodeURIComponent(item)}`;
  return `#/${path}${query && `?${query}`}`;
}

function decodePart(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
