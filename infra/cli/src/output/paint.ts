import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

/** Colours text where the stream is a terminal; NO_COLOR and FORCE_COLOR have the last word. */
export function paint(
  style: Style,
  text: string,
  stream: NodeJS.WriteStream = process.stdout,
): string {
  return styleText(style, text, { stream });
}
