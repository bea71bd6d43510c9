import type { FieldChoice } from './choose-fields.ts';

const showNames: Record<FieldChoice['show'], string> = {
  all: 'All fields',
  used: 'Used',
  unused: 'Unused',
  deprecated: 'Deprecated',
  'deprecated-used': 'Deprecated, still used',
};

const sortNames: Record<FieldChoice['sort'], string> = {
  name: 'By type',
  most: 'Most used first',
  least: 'Least used first',
  latest: 'Last seen first',
};

/** What the table is to show; each change is told as what of the address changes. */
export function UsageFilters(props: {
  choice: FieldChoice;
  days: number;
  windows: readonly number[];
  onChange: (changed: Readonly<Record<string, string>>) => void;
}) {
  const { choice, days, windows, onChange } = props;
  return (
    <search className="filters">
      <label>
        Find
        <input
          type="search"
          value={choice.find}
          placeholder="Type, field, subgraph or client"
          onChange={({ target }) => onChange({ find: target.value })}
        />
      </label>
      <label>
        Show
        <select value={choice.show} onChange={({ target }) => onChange({ show: target.value })}>
          {Object.entries(showNames).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Order
        <select value={choice.sort} onChange={({ target }) => onChange({ sort: target.value })}>
          {Object.entries(sortNames).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label>
        Within
        <select value={days} onChange={({ target }) => onChange({ days: target.value })}>
          {windows.map((known) => (
            <option key={known} value={known}>
              {known} days
            </option>
          ))}
        </select>
      </label>
    </search>
  );
}
