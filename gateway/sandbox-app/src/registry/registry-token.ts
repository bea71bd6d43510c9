const key = 'causeway:registry-token';

/** Keeps the registry's token while the browser tab lives, and nowhere else, as sessions are kept. */
export function createTokenStorage(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): {
  read(): string | null;
  write(token: string | null): void;
} {
  return {
    read: () => storage.getItem(key),
    write(token) {
      if (token === null) storage.removeItem(key);
      else storage.setItem(key, token);
    },
  };
}
