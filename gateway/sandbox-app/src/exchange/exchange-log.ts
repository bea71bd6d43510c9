import { createObservableValue, type ReadableValue } from '../observable-value.ts';
import type { DebugReport } from '../plan/debug-report.ts';

/** What is known about the last operation that a tab of the editor ran. */
export interface Exchange {
  status: number | null;
  durationMs: number;
  sizeBytes: number | null;
  errorCount: number;
  report: DebugReport | null;
}

/** The last exchange of each editor tab: switching tabs shows each its own plan. */
export interface ExchangeLog {
  byTab: ReadableValue<ReadonlyMap<string, Exchange>>;
  /** Says which tab's operations are recorded from now on. */
  follow(tabId: string): void;
  /** Drops what the followed tab shows: another operation stands there now. */
  forget(): void;
  /** Forgets, too. @returns a function that records the operation that begins, in this tab. */
  begin(): (exchange: Exchange) => void;
}

export function createExchangeLog(): ExchangeLog {
  const byTab = createObservableValue<ReadonlyMap<string, Exchange>>(new Map());
  let followed = '';
  const forget = () => byTab.set(new Map([...byTab.get()].filter(([id]) => id !== followed)));
  return {
    byTab,
    follow(tabId) {
      followed = tabId;
    },
    forget,
    begin() {
      const tabId = followed;
      forget();
      return (exchange) => byTab.set(new Map([...byTab.get(), [tabId, exchange]]));
    },
  };
}
