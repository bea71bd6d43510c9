/**
 * A bucket of tokens that fills evenly. What is in it is known from one number, its debt: the time that
 * it needs to be full again. Taking a token adds to the debt what filling one takes; the time that goes by
 * pays it off. In whole microseconds, so that nothing is rounded.
 */
export interface TokenBucket {
  /** The debt of an empty bucket. */
  readonly capacityUs: number;
  /** What one token adds to the debt. */
  readonly tokenUs: number;
}

/** What became of the wish to take tokens. */
export interface Taken {
  readonly isAllowed: boolean;
  /** How many tokens are left. */
  readonly remaining: number;
  /** How long it takes until there is another one; of a refusal, until there are as many as were asked for. */
  readonly waitSeconds: number;
}

/** A bucket of `limit` tokens, which needs the window to be filled. */
export function tokenBucket(rate: { limit: number; windowSeconds: number }): TokenBucket {
  const tokenUs = Math.floor((rate.windowSeconds * 1_000_000) / rate.limit);
  return { tokenUs, capacityUs: rate.limit * tokenUs };
}

/** Takes tokens from a bucket with a debt: all of them, or none. */
export function takeTokens(
  bucket: TokenBucket,
  { debtUs, tokens }: { debtUs: number; tokens: number },
): { waitUs: number; debtUs: number } {
  const before = Math.max(debtUs, 0);
  const after = before + tokens * bucket.tokenUs;
  const waitUs = Math.max(after - bucket.capacityUs, 0);
  return { waitUs, debtUs: waitUs > 0 ? before : after };
}

/** Tells in tokens and seconds what became of taking some. */
export function describeTaken(
  { capacityUs, tokenUs }: TokenBucket,
  { waitUs, debtUs }: { waitUs: number; debtUs: number },
): Taken {
  const untilNextUs = debtUs % tokenUs || tokenUs;
  return {
    isAllowed: waitUs === 0,
    remaining: Math.floor((capacityUs - debtUs) / tokenUs),
    waitSeconds: Math.ceil((waitUs || untilNextUs) / 1_000_000),
  };
}
