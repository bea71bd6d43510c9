import { DriverAdapterError, type SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { describe, expect, it } from 'vitest';
import { observeAdapter } from './observe-adapter.ts';
import { recordStatements } from './record-statements.ts';
import { createStatementLog, withStatementLog } from './statement-log.ts';

const query = (sql: string) => ({ sql, args: [], argTypes: [] });
const noRows = { columnNames: [], columnTypes: [], rows: [] };

/** A driver that answers everything with nothing after a few milliseconds, or fails on demand. */
function createFakeDriver(): SqlDriverAdapterFactory {
  const queryable = {
    provider: 'postgres' as const,
    adapterName: 'fake',
    async queryRaw({ sql }: { sql: string }) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (sql === 'FAIL') throw new DriverAdapterError({ kind: 'UniqueConstraintViolation' });
      return noRows;
    },
    executeRaw: async () => 0,
  };
  const settle = async () => {};
  return {
    ...queryable,
    connect: async () => ({
      ...queryable,
      executeScript: settle,
      dispose: settle,
      startTransaction: async () => ({
        ...queryable,
        options: { usePhantomQuery: false },
        commit: settle,
        rollback: settle,
        createSavepoint: settle,
        rollbackToSavepoint: settle,
        releaseSavepoint: settle,
      }),
    }),
  };
}

describe('observeAdapter', () => {
  it('counts and times what one request sends, and nothing of another', async () => {
    const connection = await observeAdapter(createFakeDriver()).connect();
    const [one, two] = [createStatementLog(), createStatementLog()];
    await Promise.all([
      withStatementLog(one, () => connection.queryRaw(query('SELECT 1'))),
      withStatementLog(two, async () => {
        await connection.queryRaw(query('SELECT 2'));
        await connection.executeRaw(query('DELETE'));
      }),
      connection.queryRaw(query('SELECT 3')),
    ]);
    expect([one.count, two.count]).toEqual([1, 2]);
    expect(one.durationMs).toBeGreaterThanOrEqual(4);
  });

  it('counts and times a statement that fails', async () => {
    const connection = await observeAdapter(createFakeDriver()).connect();
    const log = createStatementLog();
    await expect(withStatementLog(log, () => connection.queryRaw(query('FAIL')))).rejects.toThrow(
      'UniqueConstraintViolation',
    );
    expect(log.count).toBe(1);
    expect(log.durationMs).toBeGreaterThanOrEqual(4);
  });

  it('sees the whole of a transaction', async () => {
    const connection = await observeAdapter(createFakeDriver()).connect();
    const { statements } = await recordStatements(async () => {
      const transaction = await connection.startTransaction('SERIALIZABLE');
      await transaction.createSavepoint?.('s1');
      await transaction.executeRaw(query('UPDATE'));
      await transaction.rollbackToSavepoint?.('s1');
      await transaction.releaseSavepoint?.('s1');
      await transaction.executeRaw(query('COMMIT'));
      await transaction.commit();
    });
    expect(statements).toEqual([
      'BEGIN ISOLATION LEVEL SERIALIZABLE',
      'SAVEPOINT s1',
      'UPDATE',
      'ROLLBACK TO SAVEPOINT s1',
      'RELEASE SAVEPOINT s1',
      'COMMIT',
    ]);
  });
});

describe('recordStatements', () => {
  it('keeps two recorders that run at once apart', async () => {
    const connection = await observeAdapter(createFakeDriver()).connect();
    const record = (sql: string) => recordStatements(() => connection.queryRaw(query(sql)));
    const [one, two] = await Promise.all([record('SELECT 1'), record('SELECT 2')]);
    expect([one.statements, two.statements]).toEqual([['SELECT 1'], ['SELECT 2']]);
  });

  it('stops listening when its function fails', async () => {
    const connection = await observeAdapter(createFakeDriver()).connect();
    await expect(recordStatements(() => connection.queryRaw(query('FAIL')))).rejects.toThrow();
    const { statements } = await recordStatements(async () => {});
    await connection.queryRaw(query('SELECT 1'));
    expect(statements).toEqual([]);
  });

  it('begins nothing that nobody waits for, and ends what was begun', async () => {
    const connection = await observeAdapter(createFakeDriver()).connect();
    let isUnwanted = false;
    await withStatementLog(
      createStatementLog(() => isUnwanted),
      async () => {
        const transaction = await connection.startTransaction();
        isUnwanted = true;
        const refused = { code: 'DEADLINE_EXCEEDED' };
        await expect(connection.queryRaw(query('SELECT 1'))).rejects.toMatchObject(refused);
        await expect(connection.executeRaw(query('DELETE'))).rejects.toMatchObject(refused);
        await expect(connection.startTransaction()).rejects.toMatchObject(refused);
        expect(await transaction.executeRaw(query('ROLLBACK'))).toBe(0);
      },
    );
  });
});
