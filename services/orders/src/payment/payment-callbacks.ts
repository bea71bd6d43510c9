import { canonicalId } from '@causeway/subgraph-kit';
import { z } from 'zod';
import type { TransitionStore } from '../life-cycle/transition-store.ts';
import { judgeNews } from '../saga/judge-news.ts';
import { newsOfAuthorisation } from './ask-provider.ts';
import { findSignatureFault, type SignatureFault } from './callback-signature.ts';

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
  /** The order went on, and that is committed. */
  | 'applied'
  /** It says nothing new: it came before, or the order went on without it. */
  | 'ignored'
  /** Nothing was ever ordered under its key. */
  | 'unknown-payment'
  /** It is the provider's, and not a callback. */
  | 'malformed'
  | SignatureFault;

export interface PaymentCallbacks {
  /** Takes the bytes of a callback as they came, with their signature. */
  receive(body: Buffer, signature: string): Promise<Reception>;
}

/**
 * Takes the callbacks of the payment provider, whichever of `secrets` it signed them with. One that comes
 * twice, or after the order was told otherwise, needs no list of those that were seen: the saga takes each
 * step once.
 */
export function createPaymentCallbacks(parts: {
  transitions: TransitionStore;
  secrets: readonly string[];
  now: () => Date;
}): PaymentCallbacks {
  const { transitions, secrets, now } = parts;
  return {
    async receive(body, signature) {
      const fault = findSignatureFault(secrets, { body, signature, at: now() });
      if (fault !== null) return fault;
      const callback = parseCallback(body);
      const news = callback && newsOfAuthorisation(callback.outcome, now());
      if (!callback || !news) return 'malformed';
      const outcome = await transitions.move(callback.key, (order) => judgeNews(order, news));
      if (outcome === null) return 'unknown-payment';
      return outcome.kind === 'moved' ? 'applied' : 'ignored';
    },
  };
}

function parseCallback(body: Buffer): PaymentCallback | null {
  try {
    return paymentCallback.parse(JSON.parse(body.toString()));
  } catch {
    return null;
  }
}
