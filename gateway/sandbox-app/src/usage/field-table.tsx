import { formatRoute } from '../navigation/route.ts';
import { formatCount } from '../registry/format-when.ts';
import type { FieldUseFragment } from '../registry/registry-answers.generated.ts';
import { When } from '../registry/when.tsx';
import type { FieldGroup } from './choose-fields.ts';

interface FieldTableProps {
  groups: readonly FieldGroup[];
  selected: string | null;
  parameters: Readonly<Record<string, string>>;
}

export function FieldTable({ groups, selected, parameters }: FieldTableProps) {
  if (groups.length === 0) return <p className="usage-none">No field is like that.</p>;
  return (
    <table className="field-table">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Subgraphs</th>
          <th scope="col" className="number">
            Requests
          </th>
          <th scope="col" className="number">
            Operations
          </th>
          <th scope="col">Clients</th>
          <th scope="col">Last seen</th>
        </tr>
      </thead>
      {groups.map(({ type, fields }) => (
        <tbody key={type}>
          {type !== null && (
            <tr className="field-type">
              <th scope="rowgroup" colSpan={6}>
                {type}
                {fields[0]?.isInput && <small>input</small>}
              </th>
            </tr>
          )}
          {fields.map((field) => (
            <FieldRow
              key={field.coordinate}
              field={field}
              name={type === null ? field.coordinate : field.coordinate.slice(type.length + 1)}
              isSelected={field.coordinate === selected}
              address={formatRoute('usage', field.coordinate, parameters)}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function FieldRow(props: {
  field: FieldUseFragment;
  name: string;
  isSelected: boolean;
  address: string;
}) {
  const { field, name, isSelected, address } = props;
  const { subgraphs, isDeprecated, count, operationCount, lastSeen, clients } = field;
  return (
    <tr className={count === 0 ? 'field-unused' : undefined}>
      <th scope="row">
        <a href={address} {...(isSelected && { 'aria-current': 'true' as const })}>
          {name}
        </a>
        {isDeprecated && <span className="badge badge-warn">deprecated</span>}
      </th>
      <td>{subgraphs.join(', ')}</td>
      <td className="number">
        {count === 0 ? <span className="badge">unused</span> : formatCount(count)}
      </td>
      <td className="number">{operationCount || ''}</td>
      <td>{clients.join(', ')}</td>
      <td>{lastSeen && <When at={lastSeen} />}</td>
    </tr>
  );
}
