/** What a shared link opens. Headers are not part of it: they carry credentials. */
export interface SharedOperation {
  query: string;
  variables: string;
}

const parameter = 'operation';

/** @returns the hash of an address that opens this operation. */
export function encodeShareHash(operation: SharedOperation): string {
  const bytes = new TextEncoder().encode(JSON.stringify([operation.query, operation.variables]));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const base64url = btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return `#${parameter}=${base64url}`;
}

/** @returns the operation of an address's hash, or null when it holds none that can be read. */
export function decodeShareHash(hash: string): SharedOperation | null {
  const encoded = new URLSearchParams(hash.replace(/^#/, '')).get(parameter);
  if (!encoded) return null;
  try {
    const binary = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const [query, variables] = JSON.parse(new TextDecoder().decode(bytes)) as unknown[];
    return typeof query === 'string' && typeof variables === 'string' ? { query, variables } : null;
  } catch {
    return null;
  }
}
