import { formatRoute } from '../navigation/route.ts';
import { PageState, WhenVariant } from '../registry/page-states.tsx';
import { useRegistryAccess } from '../registry/registry-access.ts';
import type { CheckHeadFragment } from '../registry/registry-answers.generated.ts';
import type { PageProps } from '../registry/registry-pages.tsx';
import { useRegistry } from '../registry/use-registry.ts';
import { When } from '../registry/when.tsx';
import { CheckDetail } from './check-detail.tsx';
import { checksDocument } from './check-documents.ts';
import { StatusBadge } from './status-badge.tsx';

/** What teams have asked of their schemas before they shipped them, and what they were told. */
export default function ChecksPage({ route }: PageProps) {
  const { after } = route.parameters;
  const { loaded, reload } = useRegistry(checksDocument, { after: after ?? null });
  return (
    <WhenVariant loaded={loaded} onRetry={reload}>
      {({ checks: { nodes, pageInfo } }) => {
        const shown = route.item ?? nodes[0]?.id;
        if (shown === undefined) return <NoChecks />;
        return (
          <div className="choice-page">
            <aside className="choice-side" aria-label="Checks">
              <CheckList checks={nodes} shown={shown} parameters={route.parameters} />
              <p className="choice-more">
                {after && <a href={formatRoute('checks')}>Newest checks</a>}
                {pageInfo.hasNextPage && (
                  <a href={formatRoute('checks', null, { after: pageInfo.endCursor })}>
                    Older checks
                  </a>
                )}
              </p>
            </aside>
            <CheckDetail id={shown} />
          </div>
        );
      }}
    </WhenVariant>
  );
}

function CheckList(props: {
  checks: readonly CheckHeadFragment[];
  shown: string;
  parameters: Readonly<Record<string, string>>;
}) {
  return (
    <ol className="choice-list" aria-label="Checks, newest first">
      {props.checks.map(({ id, subgraph, status, createdBy, createdAt, revision }) => (
        <li key={id}>
          <a
            href={formatRoute('checks', id, props.parameters)}
            {...(id === props.shown && { 'aria-current': 'true' as const })}
          >
            <span className="choice-head">
              <strong>{subgraph}</strong>
              <StatusBadge status={status} />
            </span>
            {revision && <code className="choice-what">{revision}</code>}
            <span className="choice-foot">
              {createdBy} · <When at={createdAt} />
            </span>
          </a>
        </li>
      ))}
    </ol>
  );
}

function NoChecks() {
  const { graph } = useRegistryAccess();
  return (
    <PageState title="Nothing checked yet">
      <p>A check says what a schema would do to clients before it is published.</p>
      <p className="page-hint">
        <code>causeway subgraph check {graph} --name catalog --schema schema.graphql</code>
      </p>
    </PageState>
  );
}
