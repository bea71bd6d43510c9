import { formatRoute } from '../navigation/route.ts';
import { NothingPublished, WhenVariant } from '../registry/page-states.tsx';
import type { PageProps } from '../registry/registry-pages.tsx';
import { useRegistry } from '../registry/use-registry.ts';
import { Comparison } from './comparison.tsx';
import { versionsDocument } from './history-documents.ts';
import './schema-history.css';
import { VersionList } from './version-list.tsx';
import { before, parseVersionPair } from './version-pair.ts';

/** The versions of the variant, and what one of them changed. */
export default function SchemaHistoryPage({ route }: PageProps) {
  const { after } = route.parameters;
  const { loaded, reload } = useRegistry(versionsDocument, {
    after: after ?? null,
  });
  return (
    <WhenVariant loaded={loaded} onRetry={reload}>
      {(variant) => {
        const { versions, current, gateways, contract } = variant;
        if (current === null) return <NothingPublished />;
        const pair =
          parseVersionPair(route.item) ?? before(versions.nodes[0]?.number ?? current.number);
        return (
          <div className="choice-page">
            <aside className="choice-side" aria-label="Versions">
              {contract && (
                <p className={contract.problem ? 'notice notice-bad' : 'notice'}>
                  A part of{' '}
                  {contract.source ? <code>{contract.source.ref}</code> : 'another variant'}, which
                  it follows.{' '}
                  {contract.problem && `Its last version could not be cut: ${contract.problem}`}
                </p>
              )}
              <VersionList
                versions={versions.nodes}
                current={current.number}
                shown={pair.to}
                gateways={gateways}
                parameters={route.parameters}
              />
              <p className="choice-more">
                {after && <a href={formatRoute('history')}>Newest versions</a>}
                {versions.pageInfo.hasNextPage && (
                  <a href={formatRoute('history', null, { after: versions.pageInfo.endCursor })}>
                    Older versions
                  </a>
                )}
              </p>
            </aside>
            <Comparison
              pair={pair}
              current={current.number}
              gateways={gateways}
              parameters={route.parameters}
            />
          </div>
        );
      }}
    </WhenVariant>
  );
}
