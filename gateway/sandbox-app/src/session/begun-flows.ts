import { findInData } from './find-in-data.ts';

/** What a sign-in of several steps hands out in one step, and takes back in a later one. */
const tokenNames = ['flowToken', 'challengeToken'] as const;
const callbackName = 'callbackUrl';

/** Remembers the steps of a sign-in that is under way, across the visit to a provider. */
export interface BegunFlows {
  /** Notes the tokens in a response's data. */
  note(data: unknown): void;
  /** What was noted last, or an empty text. */
  read(name: (typeof tokenNames)[number] | typeof callbackName): string;
}

/**
 * Forgets with the browser tab: `sessionStorage`. When the page was opened by a provider sending the browser
 * back (RFC 6749 §4.1.2), that address is noted, and its code taken out of the one that the browser shows.
 */
export function createBegunFlows(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  { location, history }: Pick<Window, 'location' | 'history'>,
): BegunFlows {
  const keyOf = (name: string) => `causeway:${name}`;
  if (isCallback(new URLSearchParams(location.search))) {
    storage.setItem(keyOf(callbackName), location.href);
    history.replaceState(null, '', location.pathname);
  }
  return {
    note(data) {
      for (const name of tokenNames) {
        const token = findInData(data, (fields) => textOf(fields[name]));
        if (token !== null) storage.setItem(keyOf(name), token);
      }
    },
    read: (name) => storage.getItem(keyOf(name)) ?? '',
  };
}

function isCallback(parameters: URLSearchParams): boolean {
  return parameters.has('state') && (parameters.has('code') || parameters.has('error'));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
