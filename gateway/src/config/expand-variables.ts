const VARIABLE = /\$\{env\.([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?\}/g;

/**
 * Replaces `${env.NAME}` and `${env.NAME:-default}` in every string of a settings file. A text that is
 * one variable and reads as a number or a truth value becomes one. Variables that are neither set nor
 * have a default are added to `problems`.
 */
export function expandVariables(
  value: unknown,
  context: { env: Readonly<Record<string, string | undefined>>; problems: string[] },
): unknown {
  if (typeof value === 'string') return expandText(value, context);
  if (Array.isArray(value)) return value.map((member) => expandVariables(member, context));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, expandVariables(member, context)]),
  );
}

function expandText(
  text: string,
  { env, problems }: { env: Readonly<Record<string, string | undefined>>; problems: string[] },
): unknown {
  if (!text.includes('${env.')) return text;
  const expanded = text.replace(VARIABLE, (_match, name: string, fallback: string | undefined) => {
    const value = env[name] || fallback;
    if (value === undefined) problems.push(`${name}: the settings file needs this variable`);
    return value ?? '';
  });
  const isOneVariable = text.replace(VARIABLE, '') === '';
  return isOneVariable ? scalar(expanded) : expanded;
}

function scalar(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}
