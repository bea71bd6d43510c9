import { AsyncLocalStorage } from 'node:async_hooks';
import { type StatementMessage, statementChannel } from './statement-log.ts';

const currentRecorder = new AsyncLocalStorage<symbol>();

/**
 * For tests: runs `fn` and returns its result with the SQL it caused, in the order it was sent, BEGIN
 * and COMMIT included. It also hears the statements of a service in this process that `fn` calls over
 * HTTP: a request opens an asynchronous context of its own, so those are taken to be `fn`'s when no
 * other recorder claims them, and what a service does by itself is not. Two recorders at once, both calling over HTTP, would each hear both.
 */
export async function recordStatements<T>(
  fn: () => Promise<T>,
): Promise<{ result: T; statements: readonly string[] }> {
  const recorder = Symbol('recorder');
  const statements: string[] = [];
  const record = (message: unknown): void => {
    const owner = currentRecorder.getStore();
    const { sql, isOfRequest } = message as StatementMessage;
    if (owner === recorder || (owner === undefined && isOfRequest)) statements.push(sql);
  };
  statementChannel.subscribe(record);
  try {
    return { result: await currentRecorder.run(recorder, fn), statements };
  } finally {
    statementChannel.unsubscribe(record);
  }
}
