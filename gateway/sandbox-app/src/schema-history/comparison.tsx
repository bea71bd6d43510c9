import { formatRoute } from '../navigation/route.ts';
import { CommandLine } from '../registry/command-line.tsx';
import { PageState, WhenVariant } from '../registry/page-states.tsx';
import { useRegistryAccess } from '../registry/registry-access.ts';
import type {
  GatewayFragment,
  PublishedSchemaFragment,
  SubgraphDiffFragment,
} from '../registry/registry-answers.generated.ts';
import { useRegistry } from '../registry/use-registry.ts';
import { When } from '../registry/when.tsx';
import { ChangeList } from './change-list.tsx';
import { comparisonDocument } from './history-documents.ts';
import { SchemaDiff } from './schema-diff.tsx';
import { describeCause } from './version-list.tsx';
import { formatVersionPair, type VersionPair } from './version-pair.ts';

interface ComparisonProps {
  pair: VersionPair;
  current: number;
  gateways: readonly GatewayFragment[];
  parameters: Readonly<Record<string, string>>;
}

/** What a version changed, seen from the one before it or from any other. */
export function Comparison({ pair, current, gateways, parameters }: ComparisonProps) {
  const { from, to } = pair;
  const { loaded, isStale, reload } = useRegistry(comparisonDocument, {
    ...pair,
    isFirst: from === 0,
  });
  return (
    <section className="choice-detail" aria-label={`Version ${to}`} aria-busy={isStale}>
      <WhenVariant loaded={loaded} onRetry={reload}>
        {({ version, diff }) => {
          if (isStale && version?.number !== to) return <p className="page-loading">Comparing…</p>;
          if (version === null || (diff == null && from !== 0)) {
            return (
              <PageState title="No such version">
                <p>
                  The variant has versions 1 to {current}. <a href="#/history">To the newest</a>
                </p>
              </PageState>
            );
          }
          const subgraphs =
            diff?.subgraphs ??
            version.subgraphs?.map((after) => ({ name: after.name, before: null, after })) ??
            [];
          return (
            <>
              <header className="detail-head">
                <h3>Version {to}</h3>
                <p>
                  {describeCause(version)} by {version.createdBy}, <When at={version.createdAt} />
                  {version.reason && <>: “{version.reason}”</>}
                </p>
                <CompareWith pair={pair} current={current} parameters={parameters} />
              </header>
              <Gateways version={to} gateways={gateways} />
              <ChangeList changes={diff?.changes ?? null} />
              <Schemas key={`${from}..${to}`} subgraphs={subgraphs} />
              {to !== current && <Rollback to={to} />}
            </>
          );
        }}
      </WhenVariant>
    </section>
  );
}

function CompareWith(props: Pick<ComparisonProps, 'pair' | 'current' | 'parameters'>) {
  const { pair, current, parameters } = props;
  const numbers = Array.from({ length: current }, (_, index) => current - index);
  return (
    <label className="compare-with">
      Compared with
      <select
        value={pair.from}
        onChange={({ target }) => {
          const item = formatVersionPair({ from: Number(target.value), to: pair.to });
          location.hash = formatRoute('history', item, parameters);
        }}
      >
        {pair.from === 0 && <option value={0}>nothing before it</option>}
        {numbers
          .filter((number) => number !== pair.to)
          .map((number) => (
            <option key={number} value={number}>
              version {number}
              {number === pair.to - 1 ? ', the one before' : ''}
              {number === current ? ', the current one' : ''}
            </option>
          ))}
      </select>
    </label>
  );
}

function Gateways({
  version,
  gateways,
}: {
  version: number;
  gateways: readonly GatewayFragment[];
}) {
  const serving = gateways.filter((gateway) => gateway.serving === version);
  const refusing = gateways.filter((gateway) => gateway.refused?.number === version);
  if (serving.length + refusing.length === 0) return null;
  return (
    <section aria-labelledby="gateways-title">
      <h4 id="gateways-title">Gateways</h4>
      <ul className="gateway-list">
        {serving.map(({ instance, seenAt }) => (
          <li key={instance}>
            <span className="badge badge-good">serves it</span> <code>{instance}</code>
            <small>
              heard of <When at={seenAt} />
            </small>
          </li>
        ))}
        {refusing.map(({ instance, refused, serving: instead }) => (
          <li key={`${instance} refused`}>
            <span className="badge badge-bad">refused it</span> <code>{instance}</code>
            <small>
              {instead === null ? 'serves nothing' : `serves version ${instead}`}: {refused?.reason}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Schemas({ subgraphs }: { subgraphs: readonly SubgraphDiffFragment[] }) {
  return (
    <section aria-labelledby="schemas-title">
      <h4 id="schemas-title">Subgraph schemas</h4>
      {subgraphs.length === 0 && <p className="page-quiet">No subgraph's schema differs.</p>}
      {subgraphs.map(({ name, before, after }) => (
        <article key={name} className="schema" aria-label={name}>
          <header>
            <strong>{name}</strong>
            <span>{before ? describePublish(before) : 'not there'}</span>
            <span>{after ? describePublish(after) : 'taken out'}</span>
          </header>
          <SchemaDiff
            label={`Schema of ${name}, before and after`}
            before={before?.sdl ?? ''}
            after={after?.sdl ?? ''}
          />
        </article>
      ))}
    </section>
  );
}

function describePublish(published: PublishedSchemaFragment): string {
  const { number, revision, publishedBy } = published;
  return `publish ${number} by ${publishedBy}${revision ? ` (${revision})` : ''}`;
}

function Rollback({ to }: { to: number }) {
  const { graph } = useRegistryAccess();
  return (
    <section aria-labelledby="rollback-title">
      <h4 id="rollback-title">Make it the current one again</h4>
      <p className="page-quiet">
        This page only reads. Whoever may roll back does so from a terminal:
      </p>
      <CommandLine
        command={`causeway graph rollback ${graph} --to ${to} --reason "…"`}
        label="Copy the command"
      />
    </section>
  );
}
