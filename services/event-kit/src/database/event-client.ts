/** What of a Prisma client is needed: so that one kit serves the clients of all services. */
export interface EventTransaction {
  $executeRaw(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<number>;
  $queryRaw<R = unknown>(query: TemplateStringsArray, ...values: unknown[]): PromiseLike<R>;
}

/** A service's client; `T` is what its transactions hand to their callbacks. */
export interface EventClient<T extends EventTransaction> extends EventTransaction {
  $transaction<R>(
    run: (transaction: T) => Promise<R>,
    options?: { maxWait?: number; timeout?: number },
  ): Promise<R>;
}
