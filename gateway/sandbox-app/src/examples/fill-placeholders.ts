/**
 * Fills in what an example cannot know: `{{refreshToken}}` of the session, a `{{newKey}}` for each
 * attempt. A name without a value becomes an empty text.
 */
export function fillPlaceholders(
  variables: string,
  values: Readonly<Record<string, () => string>>,
): string {
  return variables.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name]?.() ?? '');
}
