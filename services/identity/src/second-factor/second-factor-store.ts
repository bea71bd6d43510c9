import type { Prisma, PrismaClient } from '@causeway/identity-db';
import type { SignInProof } from '../sessions/sessions-store.ts';

export interface StoredFactor {
  readonly sealedSecret: string;
  readonly isConfirmed: boolean;
}

export interface Challenge {
  readonly userId: string;
  /** What the first step proved. */
  readonly provenBy: SignInProof;
  readonly device: string | null;
}

type Hash = Uint8Array<ArrayBuffer>;

export interface SecondFactorStore {
  find(userId: string): Promise<StoredFactor | null>;
  /** Stores a secret that does not count yet; false when one counts already. */
  begin(userId: string, sealedSecret: string): Promise<boolean>;
  /** Has the secret count, with these recovery codes; false when it is another one, or counts already. */
  confirm(
    userId: string,
    factor: { sealedSecret: string; step: number; now: Date; codeHashes: readonly Hash[] },
  ): Promise<boolean>;
  /** Uses the time step up; false when it, or a later one, was used before. */
  useStep(userId: string, step: number): Promise<boolean>;
  /** Uses the recovery code up; false when there is none. */
  useRecoveryCode(userId: string, codeHash: Hash): Promise<boolean>;
  /** Deletes the secret and the codes. */
  remove(userId: string): Promise<void>;
  createChallenge(tokenHash: Hash, challenge: Challenge & { expiresAt: Date }): Promise<void>;
  findChallenge(tokenHash: Hash, now: Date): Promise<Challenge | null>;
  /** False when another request was first. */
  useChallenge(tokenHash: Hash): Promise<boolean>;
  /** Deletes up to `limit` that have expired, and returns how many. */
  deleteExpired(now: Date, limit: number): Promise<number>;
}

export function createSecondFactorStore(prisma: PrismaClient): SecondFactorStore {
  return {
    async find(userId) {
      const row = await prisma.secondFactor.findUnique({
        where: { userId },
        select: { sealedSecret: true, confirmedAt: true },
      });
      return row && { sealedSecret: row.sealedSecret, isConfirmed: row.confirmedAt !== null };
    },

    async begin(userId, sealedSecret) {
      const count = await prisma.$executeRaw`
        INSERT INTO second_factor AS known (user_id, sealed_secret)
        VALUES (${userId}::uuid, ${sealedSecret})
        ON CONFLICT (user_id) DO UPDATE SET sealed_secret = EXCLUDED.sealed_secret
        WHERE known.confirmed_at IS NULL`;
      return count > 0;
    },

    confirm: (userId, { sealedSecret, step, now, codeHashes }) =>
      prisma.$transaction(async (tx) => {
        const { count } = await tx.secondFactor.updateMany({
          where: { userId, sealedSecret, confirmedAt: null },
          data: { confirmedAt: now, lastStep: step },
        });
        if (count === 0) return false;
        await tx.recoveryCode.createMany({
          data: codeHashes.map((codeHash) => ({ userId, codeHash })),
        });
        return true;
      }),

    async useStep(userId, step) {
      const { count } = await prisma.secondFactor.updateMany({
        where: { userId, lastStep: { lt: step } },
        data: { lastStep: step },
      });
      return count > 0;
    },

    async useRecoveryCode(userId, codeHash) {
      const { count } = await prisma.recoveryCode.deleteMany({ where: { userId, codeHash } });
      return count > 0;
    },

    async remove(userId) {
      await prisma.$transaction((tx) => removeSecondFactor(tx, userId));
    },

    async createChallenge(tokenHash, challenge) {
      const provenBy = { ...challenge.provenBy };
      await prisma.signInChallenge.createMany({ data: [{ tokenHash, ...challenge, provenBy }] });
    },

    async findChallenge(tokenHash, now) {
      const row = await prisma.signInChallenge.findFirst({
        where: { tokenHash, expiresAt: { gt: now } },
        select: { userId: true, provenBy: true, device: true },
      });
      return row && { ...row, provenBy: row.provenBy as SignInProof };
    },

    async useChallenge(tokenHash) {
      return (await prisma.signInChallenge.deleteMany({ where: { tokenHash } })).count > 0;
    },

    deleteExpired: (now, limit) => prisma.$executeRaw`
      DELETE FROM sign_in_challenge
      WHERE token_hash IN (
        SELECT token_hash FROM sign_in_challenge
        WHERE expires_at < ${now}
        ORDER BY expires_at
        LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      )`,
  };
}

/** Also within the transaction of another change; says whether there was one that counted. */
export async function removeSecondFactor(
  tx: Prisma.TransactionClient,
  userId: string,
): Promise<boolean> {
  await tx.recoveryCode.deleteMany({ where: { userId } });
  const [removed] = await tx.$queryRaw<{ isConfirmed: boolean }[]>`
    DELETE FROM second_factor WHERE user_id = ${userId}::uuid
    RETURNING confirmed_at IS NOT NULL AS "isConfirmed"`;
  return removed?.isConfirmed ?? false;
}
