import type { Problem } from '../cli-error.ts';
import { paint } from './paint.ts';

/** A fault for people: what, where and how to repair it. */
export function printProblem(
  { code, message, places, fix }: Problem,
  stream: NodeJS.WriteStream,
): string {
  const lines = [
    `${paint('red', code, stream)}: ${message.replaceAll('\n', '\n    ')}`,
    ...places.map((place) => `  at ${paint('cyan', place, stream)}`),
    ...(fix === undefined ? [] : [`  To fix it: ${fix}`]),
  ];
  return lines.map((line) => `  ${line}\n`).join('');
}
