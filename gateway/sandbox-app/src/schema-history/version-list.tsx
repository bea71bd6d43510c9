import { formatRoute } from '../navigation/route.ts';
import type { GatewayFragment, VersionFragment } from '../registry/registry-answers.generated.ts';
import { When } from '../registry/when.tsx';

interface VersionListProps {
  versions: readonly VersionFragment[];
  current: number;
  shown: number;
  gateways: readonly GatewayFragment[];
  /** What of the address stays when another version is chosen. */
  parameters: Readonly<Record<string, string>>;
}

export function VersionList({ versions, current, shown, gateways, parameters }: VersionListProps) {
  return (
    <ol className="choice-list" aria-label="Versions, newest first">
      {versions.map((version) => (
        <li key={version.number}>
          <a
            href={formatRoute('history', String(version.number), parameters)}
            {...(version.number === shown && { 'aria-current': 'true' as const })}
          >
            <span className="choice-head">
              <strong>Version {version.number}</strong>
              {version.number === current && <span className="badge badge-brand">current</span>}
              <GatewayBadges version={version.number} gateways={gateways} />
            </span>
            <span className="choice-what">{describeCause(version)}</span>
            {version.reason && <span className="choice-reason">“{version.reason}”</span>}
            <span className="choice-foot">
              {version.createdBy} · <When at={version.createdAt} />
            </span>
          </a>
        </li>
      ))}
    </ol>
  );
}

function GatewayBadges({
  version,
  gateways,
}: {
  version: number;
  gateways: readonly GatewayFragment[];
}) {
  const serving = gateways.filter((gateway) => gateway.serving === version).length;
  const refused = gateways.filter((gateway) => gateway.refused?.number === version).length;
  return (
    <>
      {serving > 0 && <span className="badge badge-good">served by {serving}</span>}
      {refused > 0 && <span className="badge badge-bad">refused by {refused}</span>}
    </>
  );
}

/** What made a version: `catalog and orders published`, `back to version 3`. */
export function describeCause({ cause, changedSubgraphs, restores }: VersionFragment): string {
  const names = new Intl.ListFormat('en').format(changedSubgraphs);
  switch (cause) {
    case 'PUBLISH':
      return `${names} published`;
    case 'DELETE':
      return `${names} taken out`;
    case 'ROLLBACK':
      return `Back to version ${restores}`;
    case 'CONTRACT':
      return 'Cut anew from its source';
  }
}
