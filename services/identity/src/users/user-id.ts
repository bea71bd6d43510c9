const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Reads a user id that a client sent; null for what cannot be one, so that it never reaches SQL. */
export function parseUserId(id: string): string | null {
  const lowerCase = id.toLowerCase();
  return UUID.test(lowerCase) ? lowerCase : null;
}
