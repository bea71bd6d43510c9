import { pick, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { CloseIcon, PlusIcon } from '../icons.tsx';

const untitled = '<untitled>';

/** The open operations. A list of buttons rather than ARIA tabs, since each can also be closed. */
export function OperationTabs() {
  const { tabs, activeTabIndex } = useGraphiQL(pick('tabs', 'activeTabIndex'));
  const { addTab, changeTab, closeTab } = useGraphiQLActions();
  return (
    <nav className="operation-tabs" aria-label="Open operations">
      <ul>
        {tabs.map((tab, index) => {
          const title = tab.title === untitled ? 'New operation' : tab.title;
          return (
            <li
              key={tab.id}
              ref={index === activeTabIndex ? showInList : undefined}
              className={index === activeTabIndex ? 'is-active' : undefined}
            >
              <button
                type="button"
                aria-current={index === activeTabIndex ? 'true' : undefined}
                onClick={() => changeTab(index)}
              >
                {title}
              </button>
              {tabs.length > 1 && (
                <button
                  type="button"
                  className="icon-button"
                  aria-label={`Close ${title}`}
                  onClick={() => closeTab(index)}
                >
                  <CloseIcon />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <button
        type="button"
        className="icon-button"
        aria-label="New operation"
        title="New operation"
        onClick={addTab}
      >
        <PlusIcon />
      </button>
    </nav>
  );
}

/** The active tab may have been opened beyond the list's edge. */
function showInList(item: HTMLLIElement | null): void {
  item?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
