import type { GatewayState, PrismaClient } from '@causeway/registry-db';

export type GatewayStatesStore = ReturnType<typeof createGatewayStatesStore>;

/** What a gateway tells of itself. */
export interface GatewayReport {
  readonly instance: string;
  readonly serving: number | null;
  readonly refused: { readonly number: number; readonly reason: string; readonly at: Date } | null;
}

export function createGatewayStatesStore(client: PrismaClient) {
  return {
    /** False when there is no such variant. */
    async put(ref: string, { instance, serving, refused }: GatewayReport, seenAt: Date) {
      const state = {
        ...{ serving, seenAt },
        refusedNumber: refused?.number ?? null,
        refusedReason: refused?.reason ?? null,
        refusedAt: refused?.at ?? null,
      };
      if ((await client.variant.count({ where: { ref } })) === 0) return false;
      await client.gatewayState.upsert({
        where: { ref_instance: { ref, instance } },
        create: { ref, instance, ...state },
        update: state,
      });
      return true;
    },

    /** Those heard of since, by name; at most `limit`. */
    async listSince(ref: string, since: Date, limit: number): Promise<readonly GatewayState[]> {
      return client.gatewayState.findMany({
        where: { ref, seenAt: { gte: since } },
        orderBy: { instance: 'asc' },
        take: limit,
      });
    },

    /** Forgets who was not heard of since, and all but the `limit` that were heard of last. */
    async forgetOthers(ref: string, kept: { since: Date; limit: number }): Promise<void> {
      await client.$executeRaw`
        DELETE FROM gateway_state WHERE ref = ${ref} AND (
          seen_at < ${kept.since} OR instance IN (
            SELECT instance FROM gateway_state WHERE ref = ${ref}
            ORDER BY seen_at DESC, instance OFFSET ${kept.limit}))`;
    },
  };
}
