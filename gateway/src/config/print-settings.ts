import type { GatewaySettings } from './settings.ts';

const HIDDEN = '[hidden]';

/** The settings as they would be used, all defaults filled in, as JSON. What may be a secret is hidden. */
export function printSettings(settings: GatewaySettings): string {
  return `${JSON.stringify(settings, hideSecrets, 2)}\n`;
}

function hideSecrets(name: string, value: unknown): unknown {
  if (name === 'password' || name === 'token') return HIDDEN;
  if (name === 'url' && typeof value === 'string') return withoutPassword(value);
  // Inserted headers are often keys of subgraphs.
  if (name !== 'insert' || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.keys(value).map((header) => [header, HIDDEN]));
}

function withoutPassword(text: string): string {
  const url = new URL(text);
  if (url.password === '') return text;
  url.password = HIDDEN;
  return url.href;
}
