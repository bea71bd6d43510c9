/** For how long, and by whom, an answer may be kept. */
export interface CachePolicy {
  /** 0: not at all. */
  readonly maxAgeSeconds: number;
  readonly scope: 'public' | 'private';
}

export const NOT_KEPT: CachePolicy = { maxAgeSeconds: 0, scope: 'private' };

/** A year: RFC 9111 knows no longer time that means anything. */
const LONGEST_SECONDS = 31_536_000;

/** The headers of a response that say how it may be kept. */
export interface CacheHeaders {
  readonly 'cache-control'?: string | undefined;
  readonly age?: string | undefined;
  readonly vary?: string | undefined;
}

/**
 * What a response says of itself (RFC 9111 §5.2.2), read strictly: who says nothing, or nothing that can be
 * understood, is not kept; who does not say `public` is kept by the client alone.
 */
export function readCachePolicy(headers: CacheHeaders): CachePolicy {
  const { 'cache-control': header, age, vary } = headers;
  if (header === undefined || vary?.includes('*')) return NOT_KEPT;
  const directives = readDirectives(header);
  if (directives.has('no-store') || directives.has('no-cache')) return NOT_KEPT;
  const maxAge = shortest(directives.get('max-age'));
  if (maxAge === undefined) return NOT_KEPT;
  const shared = shortest(directives.get('s-maxage')) ?? maxAge;
  const isPublic = directives.has('public') && !directives.has('private');
  const left = Math.min(maxAge, shared) - (age === undefined ? 0 : seconds(age, LONGEST_SECONDS));
  if (left <= 0) return NOT_KEPT;
  return { maxAgeSeconds: left, scope: isPublic ? 'public' : 'private' };
}

/** What may be done with an answer that was made of both. */
export function strictest(one: CachePolicy, other: CachePolicy): CachePolicy {
  const maxAgeSeconds = Math.min(one.maxAgeSeconds, other.maxAgeSeconds);
  if (maxAgeSeconds === 0) return NOT_KEPT;
  const isPublic = one.scope === 'public' && other.scope === 'public';
  return { maxAgeSeconds, scope: isPublic ? 'public' : 'private' };
}

/** The policy as a response's `Cache-Control`. */
export function writeCachePolicy({ maxAgeSeconds, scope }: CachePolicy): string {
  return maxAgeSeconds === 0 ? 'no-store' : `${scope}, max-age=${maxAgeSeconds}`;
}

const DIRECTIVE = /([^\s,=";]+)(?:=("(?:[^"\\]|\\.)*"|[^\s,";]*))?/g;

/** Each name with all its values: who says a thing twice is held to the stricter. */
function readDirectives(header: string): Map<string, string[]> {
  const directives = new Map<string, string[]>();
  for (const [, name = '', value = ''] of header.matchAll(DIRECTIVE)) {
    const known = directives.get(name.toLowerCase());
    if (known === undefined) directives.set(name.toLowerCase(), [value]);
    else known.push(value);
  }
  return directives;
}

function shortest(values: readonly string[] | undefined): number | undefined {
  return values && Math.min(...values.map((value) => seconds(value.replaceAll('"', ''), 0)));
}

/** RFC 9111 §1.2.2: seconds are digits, and however many mean a long time. */
function seconds(text: string, otherwise: number): number {
  return /^\d+$/.test(text) ? Math.min(Number(text), LONGEST_SECONDS) : otherwise;
}
