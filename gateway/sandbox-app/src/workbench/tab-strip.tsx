import type { KeyboardEvent, ReactNode } from 'react';

interface TabStripProps<Id extends string> {
  label: string;
  /** Ids of tabs and panels begin with it: `<prefix>-tab-<id>`, `<prefix>-panel-<id>`. */
  idPrefix: string;
  tabs: readonly { id: Id; label: ReactNode }[];
  shown: Id;
  onShow: (id: Id) => void;
}

/** Tabs as the ARIA practices describe them: one stop for Tab, arrows move and show. */
export function TabStrip<Id extends string>({
  label,
  idPrefix,
  tabs,
  shown,
  onShow,
}: TabStripProps<Id>) {
  function move(event: KeyboardEvent): void {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    const index = tabs.findIndex((tab) => tab.id === shown);
    const next = tabs[(index + step + tabs.length) % tabs.length];
    if (!next) return;
    onShow(next.id);
    document.getElementById(`${idPrefix}-tab-${next.id}`)?.focus();
  }

  return (
    <div className="tab-strip" role="tablist" aria-label={label}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`${idPrefix}-tab-${tab.id}`}
          aria-controls={`${idPrefix}-panel-${tab.id}`}
          aria-selected={tab.id === shown}
          tabIndex={tab.id === shown ? 0 : -1}
          onClick={() => onShow(tab.id)}
          onKeyDown={move}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
