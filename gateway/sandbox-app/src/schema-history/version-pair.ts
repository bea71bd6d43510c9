/** Two versions that are compared; `from` is 0 when there is nothing before `to`. */
export interface VersionPair {
  from: number;
  to: number;
}

/** Reads `12`, compared with the one before it, or `9..12`; null for anything else. */
export function parseVersionPair(item: string | null): VersionPair | null {
  const [, first, second] = /^(\d{1,9})(?:\.\.(\d{1,9}))?$/.exec(item ?? '') ?? [];
  if (first === undefined) return null;
  if (second === undefined) return Number(first) < 1 ? null : before(Number(first));
  return { from: Number(first), to: Number(second) };
}

export function formatVersionPair({ from, to }: VersionPair): string {
  return from === to - 1 ? String(to) : `${from}..${to}`;
}

export function before(number: number): VersionPair {
  return { from: number - 1, to: number };
}
