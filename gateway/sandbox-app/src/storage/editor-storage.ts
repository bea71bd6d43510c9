import type { Storage as EditorStorage } from '@graphiql/toolkit';
import { redactSecrets } from './redact-secrets.ts';

const prefix = 'graphiql:';

/**
 * The storage in which GraphiQL keeps tabs, history and layout: `localStorage`, without secrets.
 * Tokens and passwords typed into variables, headers or operations are gone after a reload.
 */
export function createEditorStorage(storage: Storage): EditorStorage {
  const keys = () => Object.keys(storage).filter((key) => key.startsWith(prefix));
  return {
    getItem: (key) => storage.getItem(key),
    setItem: (key, value) => storage.setItem(key, redactSecrets(value)),
    removeItem: (key) => storage.removeItem(key),
    get length() {
      return keys().length;
    },
    clear() {
      for (const key of keys()) storage.removeItem(key);
    },
  };
}
