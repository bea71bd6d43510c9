const VARIABLE = /\$\{env\.([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/**
 * Replaces `${env.NAME}` and `${env.NAME:-default}` in every string of a configuration, as rover does.
 * `missing` collects the names of variables that are neither set nor have a default.
 */
export function expandEnvironment(
  value: unknown,
  context: { env: Readonly<Record<string, string | undefined>>; missing: Set<string> },
): unknown {
  if (typeof value === 'string') {
    return value.replace(VARIABLE, (_match, name: string, fallback: string | undefined) => {
      const found = context.env[name] || fallback;
      if (found === undefined) context.missing.add(name);
      return found ?? '';
    });
  }
  if (Array.isArray(value)) return value.map((member) => expandEnvironment(member, context));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, expandEnvironment(member, context)]),
  );
}
