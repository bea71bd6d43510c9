import type {
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQueryable,
  Transaction,
} from '@prisma/driver-adapter-utils';
import { nameOutage } from './name-outage.ts';
import { expectToBeWanted, observeStatement } from './statement-log.ts';

/**
 * Wraps a Prisma driver adapter so that every statement is counted, timed and published, and outages have a name. This is the
 * level where Prisma still runs in the caller's asynchronous context; below it, in the connection
 * pool, a statement that waited runs in the context of whoever freed the connection.
 */
export function observeAdapter(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => observeConnection(await factory.connect()),
  };
}

function observeConnection(adapter: SqlDriverAdapter): SqlDriverAdapter {
  const connectionInfo = adapter.getConnectionInfo?.();
  return {
    ...observeQueryable(adapter, observeWanted),
    executeScript: (script) => observe(script, () => adapter.executeScript(script)),
    startTransaction: async (isolationLevel) => {
      const begin =
        isolationLevel === undefined ? 'BEGIN' : `BEGIN ISOLATION LEVEL ${isolationLevel}`;
      return observeTransaction(
        await observeWanted(begin, () => adapter.startTransaction(isolationLevel)),
      );
    },
    ...(connectionInfo && { getConnectionInfo: () => connectionInfo }),
    dispose: () => adapter.dispose(),
  };
}

/** `commit` and `rollback` only release the connection; Prisma sends COMMIT itself, by executeRaw. */
function observeTransaction(transaction: Transaction): Transaction {
  return {
    ...observeQueryable(transaction, observe),
    options: transaction.options,
    commit: () => transaction.commit(),
    rollback: () => transaction.rollback(),
    ...observeSavepoints(transaction),
  };
}

function observeQueryable(queryable: SqlQueryable, observe: Observe): SqlQueryable {
  return {
    provider: queryable.provider,
    adapterName: queryable.adapterName,
    queryRaw: (query) => observe(query.sql, () => queryable.queryRaw(query)),
    executeRaw: (query) => observe(query.sql, () => queryable.executeRaw(query)),
  };
}

type Savepoints = Pick<Transaction, 'createSavepoint' | 'rollbackToSavepoint' | 'releaseSavepoint'>;

function observeSavepoints(transaction: Transaction): Savepoints {
  const observeNamed = (verb: string, run: ((name: string) => Promise<void>) | undefined) =>
    run && ((name: string) => observe(`${verb} ${name}`, () => run.call(transaction, name)));
  const createSavepoint = observeNamed('SAVEPOINT', transaction.createSavepoint);
  const rollbackToSavepoint = observeNamed(
    'ROLLBACK TO SAVEPOINT',
    transaction.rollbackToSavepoint,
  );
  const releaseSavepoint = observeNamed('RELEASE SAVEPOINT', transaction.releaseSavepoint);
  return {
    ...(createSavepoint && { createSavepoint }),
    ...(rollbackToSavepoint && { rollbackToSavepoint }),
    ...(releaseSavepoint && { releaseSavepoint }),
  };
}

type Observe = <T>(sql: string, run: () => Promise<T>) => Promise<T>;

/** Not inside of transactions: how they end is a statement, too, and a connection must not be left in one. */
async function observeWanted<T>(sql: string, run: () => Promise<T>): Promise<T> {
  expectToBeWanted();
  return observe(sql, run);
}

function observe<T>(sql: string, run: () => Promise<T>): Promise<T> {
  return observeStatement(sql, () => nameOutage(run));
}
