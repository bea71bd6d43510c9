import { useHistory, useHistoryActions } from '@graphiql/plugin-history';
import { CloseIcon, StarIcon } from '../icons.tsx';
import { useOpenOperation } from '../workbench/use-open-operation.ts';
import './history-panel.css';

type HistoryItem = ReturnType<typeof useHistory>[number];

/** What was run in this browser: the starred first, then the newest. */
export function HistoryPanel() {
  const newestFirst = useHistory().toReversed();
  const items = [
    ...newestFirst.filter((item) => item.favorite),
    ...newestFirst.filter((item) => !item.favorite),
  ];
  const { deleteFromHistory } = useHistoryActions();

  function clear(): void {
    for (const item of items) if (!item.favorite) deleteFromHistory(item);
  }

  return (
    <div className="history">
      <h2 className="panel-title">
        History
        {items.some((item) => !item.favorite) && (
          <button type="button" className="link-button" onClick={clear}>
            Clear all but starred
          </button>
        )}
      </h2>
      {items.length === 0 && <p className="panel-empty">What you run is listed here.</p>}
      <ul>
        {items.map((item, index) => (
          <Entry key={`${index} ${item.query} ${item.variables}`} item={item} />
        ))}
      </ul>
    </div>
  );
}

function Entry({ item }: { item: HistoryItem }) {
  const openOperation = useOpenOperation();
  const { deleteFromHistory, toggleFavorite } = useHistoryActions();
  const name = item.label || item.operationName || firstWords(item.query ?? '');
  return (
    <li className="history-entry">
      <button
        type="button"
        className="history-open"
        onClick={() => openOperation({ query: item.query ?? '', variables: item.variables ?? '' })}
      >
        <strong>{name}</strong>
        {item.variables && <code>{firstWords(item.variables)}</code>}
      </button>
      <button
        type="button"
        className="icon-button"
        aria-pressed={Boolean(item.favorite)}
        aria-label={`Star ${name}`}
        onClick={() => toggleFavorite(item)}
      >
        <StarIcon />
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={`Delete ${name} from the history`}
        onClick={() => deleteFromHistory(item)}
      >
        <CloseIcon />
      </button>
    </li>
  );
}

/** A text on one line, without comments. */
function firstWords(text: string): string {
  return text.replace(/#.*/g, '').replace(/\s+/g, ' ').trim().slice(0, 80);
}
