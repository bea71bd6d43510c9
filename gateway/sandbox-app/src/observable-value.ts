import { useSyncExternalStore } from 'react';

/** A value that can be read at any time and watched for changes. */
export interface ReadableValue<T> {
  get(): T;
  /** @returns a function that ends the watching. */
  subscribe(onChange: () => void): () => void;
}

export interface ObservableValue<T> extends ReadableValue<T> {
  set(value: T): void;
}

export function createObservableValue<T>(initial: T): ObservableValue<T> {
  const watchers = new Set<() => void>();
  let current = initial;
  return {
    get: () => current,
    set(value) {
      current = value;
      for (const watcher of watchers) watcher();
    },
    subscribe(onChange) {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
  };
}

/** The current value, and a new rendering when it changes. */
export function useObservable<T>(value: ReadableValue<T>): T {
  return useSyncExternalStore(value.subscribe, value.get);
}
