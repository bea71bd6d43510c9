import { useDeferredValue, useState } from 'react';
import { count } from '../format.ts';
import { formatRoute } from '../navigation/route.ts';
import { replaceRoute } from '../navigation/use-route.ts';
import { NothingPublished, WhenVariant } from '../registry/page-states.tsx';
import type { PageProps } from '../registry/registry-pages.tsx';
import { useRegistry } from '../registry/use-registry.ts';
import { chooseFields, readFieldChoice } from './choose-fields.ts';
import { FieldOperations } from './field-operations.tsx';
import { FieldTable } from './field-table.tsx';
import './usage.css';
import { fieldUsageDocument } from './usage-documents.ts';
import { UsageFilters } from './usage-filters.tsx';

const windows = [7, 30, 90];

/** How often each field was asked for, and by whom: what may go, and what may not. */
export default function UsagePage({ route: { item, parameters } }: PageProps) {
  const days = windows.find((known) => String(known) === parameters.days) ?? 30;
  const { loaded, isStale, reload } = useRegistry(fieldUsageDocument, { days });
  // Typed letters are shown at once, the table follows.
  const [find, setFind] = useState(parameters.find ?? '');
  const deferredFind = useDeferredValue(find);

  function change(changed: Readonly<Record<string, string>>): void {
    replaceRoute(formatRoute('usage', item, { ...parameters, ...changed }));
    if (changed.find !== undefined) setFind(changed.find);
  }

  return (
    <WhenVariant loaded={loaded} onRetry={reload}>
      {({ current, fieldUsage }) => {
        if (current === null) return <NothingPublished />;
        const choice = { ...readFieldChoice(parameters), find: deferredFind };
        const groups = chooseFields(fieldUsage, choice);
        const shown = groups.reduce((sum, { fields }) => sum + fields.length, 0);
        return (
          <div className={item === null ? 'usage' : 'usage usage-with-detail'}>
            <section className="usage-main" aria-label="Fields" aria-busy={isStale}>
              <UsageFilters
                choice={{ ...choice, find }}
                days={days}
                windows={windows}
                onChange={change}
              />
              <p className="page-quiet" role="status">
                {shown === fieldUsage.length
                  ? count(shown, 'field')
                  : `${shown} of ${count(fieldUsage.length, 'field')}`}
              </p>
              <FieldTable groups={groups} selected={item} parameters={parameters} />
            </section>
            {item !== null && (
              <FieldOperations
                key={item}
                field={fieldUsage.find(({ coordinate }) => coordinate === item) ?? null}
                coordinate={item}
                days={days}
                closeAddress={formatRoute('usage', null, parameters)}
              />
            )}
          </div>
        );
      }}
    </WhenVariant>
  );
}
