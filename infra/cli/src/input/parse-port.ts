import { InvalidArgumentError } from 'commander';

/** Reads the number of a port; the text stays, as programs are told of it. */
export function parsePort(text: string): string {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65_535) return text;
  throw new InvalidArgumentError('expected the number of a port, from 1 to 65535.');
}
