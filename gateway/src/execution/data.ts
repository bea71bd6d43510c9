/** An object of what subgraphs answered, as JSON.parse made it: any key may be there, or not. */
export type Data = Record<string, unknown>;

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a key that an object has itself. A field may be called `constructor` or `toString`, which every
 * object inherits; only those names pay for the check.
 */
export function readerOf(name: string): (data: Data) => unknown {
  return name in Object.prototype
    ? (data) => (Object.hasOwn(data, name) ? data[name] : undefined)
    : (data) => data[name];
}

/** Sets a key of an object itself: `__proto__` by assignment would change what the object inherits. */
export function setOwn(data: Data, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(data, name, {
      ...{ value, writable: true, enumerable: true, configurable: true },
    });
  } else data[name] = value;
}
