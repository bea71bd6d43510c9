/**
 * Fills in what an example cannot know, such as a `{{variant-id}}` of this shop's: each name is
 * looked up once.
 */
export async function fillPlaceholders(
  variables: string,
  lookUp: (name: string) => Promise<string>,
): Promise<string> {
  const names = [...new Set([...variables.matchAll(placeholder)].map(([, name = '']) => name))];
  const values = await Promise.all(names.map(async (name) => [name, await lookUp(name)] as const));
  const byName = new Map(values);
  return variables.replace(placeholder, (_, name: string) => byName.get(name) ?? '');
}

const placeholder = /\{\{([\w-]+)\}\}/g;

/**
 * @returns the first text in a response's data, or an empty one. What is not available is passed
 * over: an example that buys something should be able to.
 */
export function firstText(data: unknown): string {
  if (typeof data === 'string') return data;
  if (typeof data !== 'object' || data === null) return '';
  if ('isAvailable' in data && data.isAvailable === false) return '';
  for (const value of Object.values(data)) {
    const text = firstText(value);
    if (text) return text;
  }
  return '';
}
