import { useEffect, useRef } from 'react';
import { count } from '../format.ts';
import { CloseIcon } from '../icons.tsx';
import { OperationCard } from '../registry/operation-card.tsx';
import { WhenVariant } from '../registry/page-states.tsx';
import type { FieldUseFragment } from '../registry/registry-answers.generated.ts';
import { useRegistry } from '../registry/use-registry.ts';
import { fieldOperationsDocument } from './usage-documents.ts';

/** The operations that use a field, those that are asked for most first. */
export function FieldOperations(props: {
  field: FieldUseFragment | null;
  coordinate: string;
  days: number;
  closeAddress: string;
}) {
  const { field, coordinate, days, closeAddress } = props;
  const { loaded, reload } = useRegistry(fieldOperationsDocument, {
    coordinate,
    days,
  });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <aside className="usage-detail" aria-label={`Operations with ${coordinate}`}>
      <header>
        <h3 ref={heading} tabIndex={-1}>
          {coordinate}
        </h3>
        <a className="icon-button" href={closeAddress} aria-label="Close" title="Close">
          <CloseIcon />
        </a>
      </header>
      {field?.isInput && (
        <p className="page-quiet">
          What variables hold is not recorded: each operation counts that may have sent it.
        </p>
      )}
      {field === null && <p className="page-quiet">The current schema has no such field.</p>}
      <WhenVariant loaded={loaded} onRetry={reload}>
        {({ operations }) => (
          <>
            <p className="page-quiet">
              {operations.length === 0
                ? `Nobody asked for it within ${days} days.`
                : `${count(operations.length, 'operation')} within ${days} days.`}
            </p>
            {operations.map((operation) => (
              <OperationCard key={operation.id} operation={operation} clients={operation.clients} />
            ))}
          </>
        )}
      </WhenVariant>
    </aside>
  );
}
