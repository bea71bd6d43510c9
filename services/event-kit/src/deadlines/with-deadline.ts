/** What was waited for took too long; it may still happen. */
class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** Waits for `work` no longer than that. Rejects with DeadlineError, and `signal` aborts. */
export async function withDeadline<R>(
  deadlineMs: number,
  what: string,
  work: (signal: AbortSignal) => Promise<R>,
): Promise<R> {
  const ending = new AbortController();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    const error = new DeadlineError(`${what} took longer than ${deadlineMs} ms`);
    ending.abort(error);
    reject(error);
  }, deadlineMs);
  try {
    return await Promise.race([work(ending.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
