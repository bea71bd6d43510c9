import type { Prisma, PrismaClient } from '@causeway/registry-db';
import { DomainError } from '@causeway/subgraph-kit';
import { appendAuditEntry, type NewAuditEntry } from '../audit/audit-store.ts';
import type { GraphRef } from '../references/graph-ref.ts';
import { sha256 } from '../sha256.ts';
import type { Version } from '../versions/version.ts';
import type { PublishedSubgraph } from './published-subgraph.ts';

/** The advisory locks of publishing: any number that nothing else in this database has. */
const TURNS = 40_041;

export type PublishingStore = ReturnType<typeof createPublishingStore>;

/** What a variant is composed of, as of one of its versions. */
export interface Head {
  /** Null where there is no version yet. */
  readonly number: number | null;
  readonly subgraphs: readonly (PublishedSubgraph & { readonly sdl: string })[];
}

/** What a version was composed of, and to. */
export interface EarlierVersion {
  readonly subgraphs: Head['subgraphs'];
  readonly composed: { readonly supergraphSdl: string; readonly apiSdl: string };
}

/** A subgraph that is to be published. */
export interface NewSubgraph {
  readonly name: string;
  readonly routingUrl: string;
  readonly sdl: string;
}

/** The next version of a variant, made from its head. */
export interface NextVersion
  extends Pick<
    Version,
    'cause' | 'changedSubgraphs' | 'restores' | 'reason' | 'createdBy' | 'createdAt'
  > {
  readonly ref: GraphRef;
  /** The number of the head that it was made from. */
  readonly basedOn: number | null;
  readonly keptIds: readonly bigint[];
  readonly published: readonly NewSubgraph[];
  readonly revision: string | null;
  readonly supergraphSdl: string;
  readonly apiSdl: string;
  readonly audit: NewAuditEntry;
  /** Whether it is made within `inTurn`. */
  readonly hasTurn: boolean;
}

/** Others compose meanwhile, each for a minute at the most. */
const MOST_WAIT_MS = 150_000;

export function createPublishingStore(client: PrismaClient) {
  return {
    /** What the variant's current version was composed of; of a variant that is not there, nothing. */
    async readHead(ref: string): Promise<Head> {
      const variant = await client.variant.findUnique({ where: { ref } });
      if (variant?.current == null) return { number: null, subgraphs: [] };
      return {
        number: variant.current,
        subgraphs: await readSubgraphs(client, ref, variant.current),
      };
    },

    async findVersion(ref: string, number: number): Promise<EarlierVersion | null> {
      const version = await client.version.findUnique({
        where: { ref_number: { ref, number } },
        include: { supergraph: true, api: true },
      });
      if (version === null) return null;
      return {
        subgraphs: await readSubgraphs(client, ref, number),
        composed: { supergraphSdl: version.supergraph.text, apiSdl: version.api.text },
      };
    },

    /**
     * Does `work` while no other process can make a version of the variant; waits for those that came before.
     * Throws CONFLICT when that takes longer than two and a half minutes.
     */
    async inTurn<R>(ref: string, work: () => Promise<R>): Promise<R> {
      return client
        .$transaction(
          async (transaction) => {
            await transaction.$executeRaw`SELECT pg_advisory_xact_lock(${TURNS}, hashtext(${ref}))`;
            return work();
          },
          { timeout: MOST_WAIT_MS },
        )
        .catch(asConflict);
    },

    /**
     * Makes a version the current one: all of it or nothing. Null when the variant has moved on since
     * the head was read, or when it is another's turn.
     */
    async append(next: NextVersion): Promise<Version | null> {
      return client.$transaction(async (transaction) => {
        if (!next.hasTurn && !(await isNobodysTurn(transaction, next.ref))) return null;
        const current = await lockVariant(transaction, next.ref);
        if (current !== next.basedOn) return null;
        const { ref } = next.ref;
        const number = (current ?? 0) + 1;
        const supergraphHash = await keepText(transaction, next.supergraphSdl);
        const apiHash = await keepText(transaction, next.apiSdl);
        const { cause, changedSubgraphs, restores, reason, createdBy, createdAt } = next;
        const version = await transaction.version.create({
          data: {
            ...{ ref, number, cause, restores, reason, createdBy, createdAt },
            changedSubgraphs: [...changedSubgraphs],
            ...{ supergraphHash, apiHash },
          },
        });
        const publishIds = [...next.keptIds];
        for (const subgraph of next.published) {
          publishIds.push(await publish(transaction, subgraph, next));
        }
        await transaction.versionSubgraph.createMany({
          data: publishIds.map((publishId) => ({ ref, number, publishId })),
        });
        await transaction.variant.update({ where: { ref }, data: { current: number } });
        await appendAuditEntry(transaction, next.audit);
        return version;
      });
    },
  };
}

/** Shared: who appends without a turn is in the way of those who wait for one, not of each other. */
async function isNobodysTurn(
  transaction: Prisma.TransactionClient,
  { ref }: GraphRef,
): Promise<boolean> {
  const [row] = await transaction.$queryRaw<{ taken: boolean }[]>`
    SELECT pg_try_advisory_xact_lock_shared(${TURNS}, hashtext(${ref})) AS taken`;
  return row?.taken ?? false;
}

/** Prisma's error reference: P2028, a transaction that took too long. */
function asConflict(error: unknown): never {
  if ((error as { code?: string }).code !== 'P2028') throw error;
  const message = 'Others changed the variant for too long. Try again.';
  throw new DomainError('CONFLICT', message, { cause: error });
}

async function readSubgraphs(client: PrismaClient, ref: string, number: number) {
  const rows = await client.versionSubgraph.findMany({
    where: { ref, number },
    include: { publish: { include: { sdl: true } } },
    orderBy: { publish: { name: 'asc' } },
  });
  return rows.map(({ publish: { sdl, ...publish } }) => ({ ...publish, sdl: sdl.text }));
}

/** Makes the variant if it is new, and holds it: whoever comes after waits here, and sees what was done. */
async function lockVariant(
  transaction: Prisma.TransactionClient,
  { ref, graph: graphName, variant: name }: GraphRef,
): Promise<number | null> {
  await transaction.variant.createMany({ data: [{ ref, graphName, name }], skipDuplicates: true });
  const [row] = await transaction.$queryRaw<{ current: number | null }[]>`
    SELECT current FROM variant WHERE ref = ${ref} FOR UPDATE`;
  return row?.current ?? null;
}

async function keepText(transaction: Prisma.TransactionClient, text: string): Promise<string> {
  const hash = sha256(text);
  await transaction.schemaText.createMany({ data: [{ hash, text }], skipDuplicates: true });
  return hash;
}

async function publish(
  transaction: Prisma.TransactionClient,
  { name, routingUrl, sdl }: NewSubgraph,
  { ref: { ref }, revision, createdBy, createdAt }: NextVersion,
): Promise<bigint> {
  const last = await transaction.subgraphPublish.findFirst({
    where: { ref, name },
    orderBy: { number: 'desc' },
    select: { number: true },
  });
  const { id } = await transaction.subgraphPublish.create({
    data: {
      ...{ ref, name, routingUrl, revision },
      number: (last?.number ?? 0) + 1,
      sdlHash: await keepText(transaction, sdl),
      publishedBy: createdBy,
      publishedAt: createdAt,
    },
    select: { id: true },
  });
  return id;
}
