import type { PrismaClient } from '@causeway/identity-db';

/** A secret that a client may present, with what it opens. */
export interface StoredSecret {
  readonly id: string;
  readonly secretHash: Uint8Array;
  readonly expiresAt: Date;
  /** Of the account, in alphabetical order. */
  readonly scopes: readonly string[];
}

export interface ClientsStore {
  /** Returns the secrets of the service account; none when there is no such account. */
  findSecrets(clientId: string): Promise<readonly StoredSecret[]>;
  /** Notes when the secret was used, if the last note is from before `unlessSince`. */
  noteUse(secretId: string, use: { at: Date; unlessSince: Date }): Promise<void>;
}

export function createClientsStore(prisma: PrismaClient): ClientsStore {
  return {
    findSecrets: (clientId) => prisma.$queryRaw<StoredSecret[]>`
      SELECT secret.id, secret.secret_hash AS "secretHash", secret.expires_at AS "expiresAt",
        ARRAY(
          SELECT permission_name FROM service_account_scope given
          WHERE given.service_account_id = secret.service_account_id
          ORDER BY permission_name
        ) AS scopes
      FROM service_account_secret secret
      WHERE secret.service_account_id = ${clientId}::uuid`,

    async noteUse(secretId, { at, unlessSince }) {
      await prisma.$executeRaw`
        UPDATE service_account_secret SET last_used_at = ${at}
        WHERE id = ${secretId}::uuid AND (last_used_at IS NULL OR last_used_at < ${unlessSince})`;
    },
  };
}
