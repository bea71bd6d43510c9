import { useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef, useState } from 'react';
import { useSandboxParts } from '../sandbox-parts.ts';
import './status-banner.css';

/** What whoever composes the graph tells of it, as `/sandbox/status` serves it. */
export interface CompositionStatus {
  state: 'ok' | 'failed';
  /** Whether anything has composed so far, and is served. */
  hasComposed?: boolean;
  /** Since when the graph that is served is the one it is. */
  servedSince?: string;
  problems: readonly {
    code?: string;
    message?: string;
    places?: readonly Place[];
    fix?: string | null;
  }[];
}

type Place = string | { subgraph?: string; file?: string; line?: number; column?: number };

const ADDRESS = '/sandbox/status';
const PAUSE_MS = 2_000;

/** Says that the graph does not compose, while it does not, and that an older one is served. */
export function StatusBanner() {
  const { config } = useSandboxParts();
  const status = useStatus(config.hasStatus);
  useLatestSchema(status?.servedSince);
  return (
    <div role="alert">
      {status?.state === 'failed' && (
        <section className="status-banner" aria-label="Composition">
          <strong>The subgraphs do not compose.</strong>{' '}
          {status.hasComposed === false
            ? 'Nothing has composed so far.'
            : 'What composed last is served.'}
          <ul>
            {status.problems.map(({ code, message, places, fix }) => (
              <li key={`${code} ${message}`}>
                {code && <code>{code}</code>} {message}{' '}
                {places?.map((place) => (
                  <code key={describePlace(place)}>{describePlace(place)}</code>
                ))}
                {fix && <em>{fix}</em>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function useStatus(isTold: boolean): CompositionStatus | null {
  const [status, setStatus] = useState<CompositionStatus | null>(null);
  useEffect(() => {
    if (!isTold) return;
    const interest = new AbortController();
    const timer = setInterval(look, PAUSE_MS);
    void look();
    return () => {
      clearInterval(timer);
      interest.abort();
    };

    async function look(): Promise<void> {
      if (document.hidden) return;
      const response = await fetch(ADDRESS, { signal: interest.signal }).catch(() => null);
      const told: unknown = response?.ok ? await response.json().catch(() => null) : null;
      // While the gateway starts again what was known last stays.
      if (isStatus(told) && !interest.signal.aborted) setStatus(told);
    }
  }, [isTold]);
  return status;
}

/** The schema is asked for again when another graph is served than the one it was asked of. */
function useLatestSchema(servedSince: string | undefined): void {
  const { introspect } = useGraphiQLActions();
  const known = useRef<string | undefined>(undefined);
  useEffect(() => {
    const before = known.current;
    known.current = servedSince ?? before;
    if (before !== undefined && known.current !== before) void introspect();
  }, [servedSince, introspect]);
}

function isStatus(value: unknown): value is CompositionStatus {
  const { state, problems } = (value ?? {}) as Partial<CompositionStatus>;
  return (state === 'ok' || state === 'failed') && Array.isArray(problems);
}

function describePlace(place: Place): string {
  if (typeof place === 'string') return place;
  return [place.file ?? place.subgraph, place.line, place.column].filter(Boolean).join(':');
}
