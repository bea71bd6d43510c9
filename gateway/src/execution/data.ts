/** An object of what subgraphs answered, as JSON.parse made it: any key may be there, or not. */
export type Data = Record<string, unknown>;

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Reads a key that an object has itself: a field may be called `constructor` or `toString`, which every
 * object inherits.
 */
export function readOwn(data: Data, name: string): unknown {
  const value = data[name];
  // JSON has no functions, and all else that is inherited is `__proto__`.
  const mayBeInherited = typeof value === 'function' || name === '__proto__';
  return mayBeInherited && !Object.hasOwn(data, name) ? undefined : value;
}

/** Sets a key of an object itself: `__proto__` by assignment would change what the object inherits. */
export function setOwn(data: Data, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(data, name, {
      ...{ value, writable: true, enumerable: true, configurable: true },
    });
  } else data[name] = value;
}
