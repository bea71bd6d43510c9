import { type News, newsOfTimeout } from '../saga/judge-news.ts';
import type { DueAsk } from './payment-ask-store.ts';
import type { Authorisation, PaymentProvider } from './payment-provider.ts';

/**
 * Asks the provider what the state of a payment wants to know, and returns what the order is to be told;
 * null when the provider cannot say yet. Rejects when it does not answer.
 */
export async function askProvider(
  provider: PaymentProvider,
  ask: DueAsk,
  { signal, now }: { signal: AbortSignal; now: () => Date },
): Promise<News | null> {
  const key = ask.orderId;
  const news = (message: News['message']): News => ({ message, at: now(), rejection: null });
  switch (ask.state) {
    case 'AUTHORISING':
      return authorise(provider, ask, { signal, now });
    case 'CAPTURING': {
      const answer = await provider.capture(key, signal);
      return news(answer === 'captured' ? 'captured' : 'capture-refused');
    }
    case 'VOIDING':
      return news(await provider.voidPayment(key, signal));
    case 'REFUNDING':
      return news(await provider.refund(key, signal));
    default:
      // It was settled after this was taken.
      return null;
  }
}

/** What an order is to be told of an authorisation; null while it is pending. */
export function newsOfAuthorisation(answer: Authorisation, at: Date): News | null {
  switch (answer.kind) {
    case 'authorised':
      return { message: 'authorised', at, rejection: null };
    case 'declined':
      return {
        message: 'declined',
        at,
        rejection: { kind: 'payment-declined', code: answer.code },
      };
    case 'pending':
      return null;
  }
}

/** An attempt before this one may have worked though nobody heard of it: that is asked first. */
async function authorise(
  provider: PaymentProvider,
  { orderId, token, attempts, amountMinor, currency }: DueAsk,
  { signal, now }: { signal: AbortSignal; now: () => Date },
): Promise<News | null> {
  const found = attempts === 0 ? null : await provider.find(orderId, signal);
  if (found !== null) return newsOfAuthorisation(found, now());
  // From before there were payments: it has waited for so long that nobody can pay it any more.
  if (token === null) return newsOfTimeout(now());
  const request = { key: orderId, token, amount: { amountMinor, currency } };
  return newsOfAuthorisation(await provider.authorise(request, signal), now());
}
