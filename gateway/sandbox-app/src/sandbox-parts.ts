import { createContext, useContext } from 'react';
import type { SandboxConfig } from './config.ts';
import type { ExchangeLog } from './exchange/exchange-log.ts';
import type { SendOperation } from './exchange/send-operation.ts';
import type { BegunFlows } from './session/begun-flows.ts';
import type { Session } from './session/session.ts';

/** What the page is made of, besides GraphiQL's own state. */
export interface SandboxParts {
  config: SandboxConfig;
  send: SendOperation;
  session: Session;
  begunFlows: BegunFlows;
  exchanges: ExchangeLog;
}

export const SandboxPartsContext = createContext<SandboxParts | null>(null);

export function useSandboxParts(): SandboxParts {
  const parts = useContext(SandboxPartsContext);
  if (!parts) throw new Error('useSandboxParts is used outside the sandbox');
  return parts;
}
