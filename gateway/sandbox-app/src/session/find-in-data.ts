/** Deep enough for `data.signIn.session.accessToken`, whatever the fields around it are called. */
const maximumDepth = 4;

/** @returns the first that `read` finds in one of the objects of a response's data, or null. */
export function findInData<T>(
  data: unknown,
  read: (fields: Partial<Record<string, unknown>>) => T | null,
  depth = 0,
): T | null {
  if (typeof data !== 'object' || data === null || depth > maximumDepth) return null;
  const own = read(data as Partial<Record<string, unknown>>);
  if (own !== null) return own;
  for (const value of Object.values(data)) {
    const found = findInData(value, read, depth + 1);
    if (found !== null) return found;
  }
  return null;
}
