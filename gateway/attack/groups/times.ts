/** So many of something, each written by its index. */
export function times(count: number, write: (index: number) => string, separator = ' '): string {
  return Array.from({ length: count }, (_, index) => write(index)).join(separator);
}

/** Something within itself, so many times. */
export function nested(levels: number, open: string, close: string, inner = ''): string {
  return open.repeat(levels) + inner + close.repeat(levels);
}
