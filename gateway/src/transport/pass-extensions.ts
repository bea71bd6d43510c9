/** All that passes of one error, as JSON. */
const MOST_CHARACTERS = 4_096;
const MOST_LEVELS = 8;
/** Never a client's business, however deep they are. */
const LEFT_OUT = /^(stack|stack_?trace|__proto__)$/i;

/**
 * The named extensions of a subgraph's error, without stack traces. One that is nested too deeply, or too
 * long for what is left of the error's measure, is left out whole.
 */
export function passExtensions(
  extensions: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, unknown> {
  const passed: [string, unknown][] = [];
  let left = MOST_CHARACTERS;
  for (const name of names) {
    if (!Object.hasOwn(extensions, name) || LEFT_OUT.test(name)) continue;
    if (!isWithin(MOST_LEVELS, extensions[name])) continue;
    const json = JSON.stringify(extensions[name], withoutStacks);
    if (json.length > left) continue;
    left -= json.length;
    passed.push([name, JSON.parse(json)]);
  }
  return Object.fromEntries(passed);
}

function isWithin(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isWithin(levels - 1, inner));
}

function withoutStacks(name: string, value: unknown): unknown {
  return LEFT_OUT.test(name) ? undefined : value;
}
