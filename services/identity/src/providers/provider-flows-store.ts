import type { PrismaClient } from '@causeway/identity-db';

/** A sign-in, or a linking, that is under way at a provider. */
export interface ProviderFlow {
  readonly provider: string;
  readonly redirectUri: string;
  /** The session whose user links the provider; null to sign in. */
  readonly sessionId: string | null;
  readonly expiresAt: Date;
}

export interface ProviderFlowsStore {
  begin(tokenHash: Uint8Array<ArrayBuffer>, flow: ProviderFlow): Promise<void>;
  /** Returns the flow and deletes it, so that it ends once; null when there is none, or no more. */
  take(tokenHash: Uint8Array<ArrayBuffer>, now: Date): Promise<ProviderFlow | null>;
  /** Deletes up to `limit` that have expired, and returns how many. */
  deleteExpired(now: Date, limit: number): Promise<number>;
}

export function createProviderFlowsStore(prisma: PrismaClient): ProviderFlowsStore {
  return {
    async begin(tokenHash, flow) {
      await prisma.providerFlow.create({
        data: { ...flow, tokenHash },
        select: { expiresAt: true },
      });
    },
    async take(tokenHash, now) {
      const [flow] = await prisma.$queryRaw<ProviderFlow[]>`
        DELETE FROM provider_flow WHERE token_hash = ${tokenHash}
        RETURNING provider, redirect_uri AS "redirectUri", session_id AS "sessionId",
          expires_at AS "expiresAt"`;
      return flow === undefined || flow.expiresAt <= now ? null : flow;
    },
    deleteExpired: (now, limit) => prisma.$executeRaw`
      DELETE FROM provider_flow
      WHERE token_hash IN (
        SELECT token_hash FROM provider_flow
        WHERE expires_at < ${now}
        ORDER BY expires_at
        LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      )`,
  };
}
