import { InvalidArgumentError } from 'commander';

/** Reads the address of a GraphQL endpoint. */
export function parseAddress(text: string): string {
  if (/^https?:$/.test(URL.parse(text)?.protocol ?? '')) return text;
  throw new InvalidArgumentError('expected an http:// or https:// address.');
}
