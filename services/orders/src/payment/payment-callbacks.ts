import { canonicalId } from '@causeway/subgraph-kit';
import { z } from 'zod';
import type { TransitionStore } from '../life-cycle/transition-store.ts';
import { judgeNews } from '../saga/judge-news.ts';
import { newsOfAuthorisation } from './ask-provider.ts';
import { isSignedBy } from './callback-signature.ts';

const LONGEST_CALLBACK_BYTES = 4_096;

/** What a provider calls back with: what came of which payment. */
export const paymentCallback = z.object({
  key: canonicalId,
  outcome: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('authorised') }),
    z.object({ kind: z.literal('declined'), code: z.string().max(100) }),
  ]),
});

export type PaymentCallback = Readonly<z.output<typeof paymentCallback>>;

/** What was made of a callback. */
export type Reception =
  | 'applied'
  /** It says nothing new: it came before, or the order went on without it. */
  | 'ignored'
  /** It is not the provider's, or not one at all. */
  | 'refused';

export interface PaymentCallbacks {
  /** Takes the bytes of a callback as they came, with their signature. */
  receive(body: string, signature: string): Promise<Reception>;
}

/**
 * Takes the callbacks of the payment provider. One that comes twice, or after the order was told
 * otherwise, needs no list of those that were seen: the saga takes each step once.
 */
export function createPaymentCallbacks(parts: {
  transitions: TransitionStore;
  secret: Buffer;
  now: () => Date;
}): PaymentCallbacks {
  const { transitions, secret, now } = parts;
  return {
    async receive(body, signature) {
      if (Buffer.byteLength(body) > LONGEST_CALLBACK_BYTES) return 'refused';
      if (!isSignedBy(secret, { body, signature, at: now() })) return 'refused';
      const callback = parseCallback(body);
      const news = callback && newsOfAuthorisation(callback.outcome, now());
      if (!callback || !news) return 'refused';
      const outcome = await transitions.move(callback.key, (order) => judgeNews(order, news));
      return outcome?.kind === 'moved' ? 'applied' : 'ignored';
    },
  };
}

function parseCallback(body: string): PaymentCallback | null {
  try {
    return paymentCallback.parse(JSON.parse(body));
  } catch {
    return null;
  }
}
