import { DomainError } from '@causeway/subgraph-kit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { AdmitToken } from '../tokens/admission.ts';
import { admitToVariant, type VariantRoute } from '../tokens/admit-to-variant.ts';
import type { Artefact } from './artefact-store.ts';
import type { Artefacts } from './artefacts.ts';
import type { HeldRequests } from './held-requests.ts';
import type { SignSupergraph } from './sign-supergraph.ts';
import type { VersionNews } from './version-news.ts';

const MOST_WAIT_SECONDS = 60;

export interface DistributionParts {
  readonly artefacts: Artefacts;
  readonly news: VersionNews;
  readonly sign: SignSupergraph;
  readonly admit: AdmitToken;
  /** Aborted when the process is to go: who waits is answered. */
  readonly draining: AbortSignal;
  readonly held: HeldRequests;
}

/**
 * `GET /supergraphs/{graph}/{variant}`: the variant's supergraph, signed. With `Prefer: wait=30` (RFC 7240
 * §4.3) a request that would be answered 304 or 404 is held until there is news,
 * unless too many are: then the wish is not heard, and the answer is the one of now.
 */
export function addSupergraphRoute(app: FastifyInstance, parts: DistributionParts): void {
  app.get<VariantRoute>('/supergraphs/:graph/:variant', async (request, reply) => {
    const { ref } = await admitToVariant(request, parts.admit, ['READ', 'SERVE']);
    const known = etagsOf(request.headers['if-none-match']);
    const place = parts.held.enter(waitOf(request.headers.prefer));
    const artefact = await untilNews(ref, known, { waitMs: place.waitMs, reply, parts }).finally(
      place.leave,
    );
    // A token may have been revoked while its request was held.
    await admitToVariant(request, parts.admit, ['READ', 'SERVE']);
    if (artefact === null) {
      throw new DomainError('NOT_FOUND', `${ref} has no version yet: publish its subgraphs.`);
    }
    reply.header('etag', `"${artefact.hash}"`).header('cache-control', 'no-cache');
    reply.header('causeway-version', artefact.number);
    if (known.has(artefact.hash)) return reply.code(304).send();
    const text = await parts.artefacts.text(artefact);
    reply.header('causeway-signature', await parts.sign({ ref, ...artefact }));
    return reply.type('application/graphql; charset=utf-8').send(text);
  });
}

/** Looks again whenever there may be news, since those who tell of it know no numbers. */
async function untilNews(
  ref: string,
  known: ReadonlySet<string>,
  { waitMs, reply, parts }: { waitMs: number; reply: FastifyReply; parts: DistributionParts },
): Promise<Artefact | null> {
  const { artefacts, news, draining } = parts;
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const signal = AbortSignal.any([AbortSignal.timeout(waitMs), gone.signal, draining]);
  for (;;) {
    // Begun before looking, or what comes between the two would be missed.
    const told = news.next(ref, signal);
    const artefact = await artefacts.findCurrent(ref);
    const isNews = artefact !== null && !known.has(artefact.hash);
    if (isNews || waitMs === 0 || signal.aborted) return artefact;
    await told;
  }
}

/** RFC 7240 §4.3; seconds. */
function waitOf(prefer: string | string[] | undefined): number {
  const seconds = Number(
    /(?:^|[,;]\s*)wait\s*=\s*"?(\d{1,5})/i.exec(String(prefer ?? ''))?.[1] ?? 0,
  );
  return Math.min(seconds, MOST_WAIT_SECONDS) * 1_000;
}

/** RFC 9110 §13.1.2: a list of entity tags. */
function etagsOf(header: string | undefined): ReadonlySet<string> {
  return new Set(Array.from((header ?? '').matchAll(/"([^"]*)"/g), ([, tag]) => tag ?? ''));
}
