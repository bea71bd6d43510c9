import { diffWordsWithSpace } from 'diff';
import { useState } from 'react';
import { type Line, type Region, type Row, setSideBySide } from './side-by-side.ts';

/** Two texts side by side; what is equal is folded until somebody asks. */
export function SchemaDiff(props: { label: string; before: string; after: string }) {
  const { label, before, after } = props;
  const [regions] = useState(() => setSideBySide(before, after));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
    <section className="diff" aria-label={label} tabIndex={0}>
      <table>
        <colgroup>
          <col className="diff-number" />
          <col />
          <col className="diff-number" />
          <col />
        </colgroup>
        <thead className="visually-hidden">
          <tr>
            <th scope="col" colSpan={2}>
              Before
            </th>
            <th scope="col" colSpan={2}>
              After
            </th>
          </tr>
        </thead>
        {regions.map((region) => (
          <RegionRows key={keyOf(region.rows[0])} region={region} />
        ))}
      </table>
    </section>
  );
}

function RegionRows({ region }: { region: Region }) {
  const [isOpen, setIsOpen] = useState(region.kind === 'shown');
  return (
    <tbody>
      {isOpen ? (
        region.rows.map((row) => <DiffRow key={keyOf(row)} row={row} />)
      ) : (
        <tr className="diff-fold">
          <td colSpan={4}>
            <button type="button" className="link-button" onClick={() => setIsOpen(true)}>
              Show {region.rows.length} equal lines
            </button>
          </td>
        </tr>
      )}
    </tbody>
  );
}

function DiffRow({ row }: { row: Row }) {
  const { left, right } = row;
  if (row.kind === 'same') {
    return (
      <tr>
        <Cell line={left} />
        <Cell line={right} />
      </tr>
    );
  }
  const words = left && right ? diffWordsWithSpace(left.text, right.text) : null;
  return (
    <tr>
      <Cell line={left} mark="removed">
        {words?.map(({ value, added, removed }, index) =>
          added ? null : removed ? <del key={index}>{value}</del> : value,
        )}
      </Cell>
      <Cell line={right} mark="added">
        {words?.map(({ value, added, removed }, index) =>
          removed ? null : added ? <ins key={index}>{value}</ins> : value,
        )}
      </Cell>
    </tr>
  );
}

function Cell(props: {
  line: Line | null;
  mark?: 'removed' | 'added';
  children?: React.ReactNode;
}) {
  const { line, mark, children } = props;
  if (line === null) return <td colSpan={2} className="diff-nothing" />;
  return (
    <>
      <td className={`diff-number ${mark ?? ''}`}>{line.number}</td>
      <td className={`diff-text ${mark ?? ''}`}>
        {mark && <span className="visually-hidden">{mark}: </span>}
        <code>{children ?? line.text}</code>
      </td>
    </>
  );
}

function keyOf(row: Row | undefined): string {
  return `${row?.left?.number ?? ''}:${row?.right?.number ?? ''}`;
}
