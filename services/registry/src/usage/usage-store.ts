import type { OperationType, Prisma, PrismaClient } from '@causeway/registry-db';
import type { ReportedOperation } from './usage-report.ts';

export type UsageStore = ReturnType<typeof createUsageStore>;

/** An operation as it is kept, without its counts. */
export interface NewOperation {
  readonly id: string;
  readonly name: string | null;
  readonly type: OperationType;
  readonly document: string;
  readonly coordinates: readonly string[];
}

const REPEATED_WITHIN_MS = 24 * 3_600_000;
/** Deleted in one statement, so that none takes long or holds much. */
const BATCH_ROWS = 5_000;

export function createUsageStore(client: PrismaClient) {
  return {
    /** Which of the ids are those of operations that are kept. */
    async findKnown(ref: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
      const rows = await client.recordedOperation.findMany({
        where: { ref, id: { in: [...ids] } },
        select: { id: true },
      });
      return new Set(rows.map(({ id }) => id));
    },

    async countOperations(ref: string): Promise<number> {
      return client.recordedOperation.count({ where: { ref } });
    },

    async keepOperations(ref: string, operations: readonly NewOperation[], firstSeen: Date) {
      await client.recordedOperation.createMany({
        data: operations.map(({ coordinates, ...operation }) => ({
          ...{ ref, firstSeen, ...operation },
          coordinates: [...coordinates],
        })),
        skipDuplicates: true,
      });
    },

    /** Adds up what was counted, once for each key: all of it or nothing. */
    async addCounts(
      ref: string,
      key: string,
      { operations, at }: { operations: readonly ReportedOperation[]; at: Date },
    ): Promise<void> {
      await client.$transaction(async (transaction) => {
        const { count: isNew } = await transaction.usageReport.createMany({
          data: [{ ref, key, receivedAt: at }],
          skipDuplicates: true,
        });
        if (isNew === 1) await addRows(transaction, ref, { operations, at });
      });
    },

    /** Forgets what was counted before, and operations that nobody has asked for since. */
    async forgetBefore(before: Date, now: Date): Promise<void> {
      await deleteInBatches(
        () => client.$executeRaw`
          DELETE FROM operation_usage WHERE ctid IN (
            SELECT ctid FROM operation_usage WHERE hour < ${before} LIMIT ${BATCH_ROWS})`,
      );
      await deleteInBatches(
        () => client.$executeRaw`
          DELETE FROM recorded_operation WHERE ctid IN (
            SELECT operation.ctid FROM recorded_operation operation
            WHERE operation.first_seen < ${before} AND NOT EXISTS (
              SELECT FROM operation_usage used
              WHERE used.ref = operation.ref AND used.operation_id = operation.id)
            LIMIT ${BATCH_ROWS})`,
      );
      const repeatable = new Date(now.getTime() - REPEATED_WITHIN_MS);
      await deleteInBatches(
        () => client.$executeRaw`
          DELETE FROM usage_report WHERE ctid IN (
            SELECT ctid FROM usage_report WHERE received_at < ${repeatable} LIMIT ${BATCH_ROWS})`,
      );
    },
  };
}

async function addRows(
  transaction: Prisma.TransactionClient,
  ref: string,
  { operations, at }: { operations: readonly ReportedOperation[]; at: Date },
): Promise<void> {
  const rows = summed(operations);
  // In one order for all: of two reports that touch the same rows one waits for the other, never both.
  await transaction.$executeRaw`
    INSERT INTO operation_usage
      (ref, operation_id, client_name, client_version, hour, count, error_count, last_seen)
    SELECT ${ref}, id, name, version, date_trunc('hour', ${at}::timestamptz, 'UTC'),
      count, errors, ${at}::timestamptz
    FROM unnest(
      ${rows.map(({ id }) => id)}::text[], ${rows.map(({ name }) => name)}::text[],
      ${rows.map(({ version }) => version)}::text[], ${rows.map((row) => row.count)}::bigint[],
      ${rows.map(({ errorCount }) => errorCount)}::bigint[]
    ) AS row (id, name, version, count, errors)
    ORDER BY id, name, version
    ON CONFLICT (ref, operation_id, client_name, client_version, hour) DO UPDATE SET
      count = operation_usage.count + EXCLUDED.count,
      error_count = operation_usage.error_count + EXCLUDED.error_count,
      last_seen = GREATEST(operation_usage.last_seen, EXCLUDED.last_seen)`;
}

/** One row for each client of an operation: PostgreSQL refuses to change a row twice in one statement. */
function summed(operations: readonly ReportedOperation[]) {
  const rows = new Map<
    string,
    { id: string; name: string; version: string; count: number; errorCount: number }
  >();
  for (const { id, clients } of operations) {
    for (const client of clients) {
      const key = JSON.stringify([id, client.name, client.version]);
      const row = rows.get(key) ?? { ...client, id, count: 0, errorCount: 0 };
      row.count += client.count;
      row.errorCount += Math.min(client.errorCount, client.count);
      rows.set(key, row);
    }
  }
  return [...rows.values()];
}

async function deleteInBatches(deleteBatch: () => Promise<number>): Promise<void> {
  while ((await deleteBatch()) === BATCH_ROWS);
}
