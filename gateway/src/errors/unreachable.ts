/** The end of a switch over a union: the compiler sees to it that no kind is left. */
export function unreachable(value: never): never {
  throw new Error(`There is no case for ${JSON.stringify(value)}.`);
}
