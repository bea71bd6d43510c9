import { createContext, useContext } from 'react';

/** What the pages ask the registry with. */
export interface RegistryAccess {
  endpoint: string;
  graph: string;
  token: string;
  /** Asks the reader for another token, and says why. */
  refuseToken(message: string): void;
}

export const RegistryAccessContext = createContext<RegistryAccess | null>(null);

export function useRegistryAccess(): RegistryAccess {
  const access = useContext(RegistryAccessContext);
  if (!access) throw new Error('useRegistryAccess is used outside the registry pages');
  return access;
}
