import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '@causeway/subgraph-kit';
import type { TransitionStore } from '../life-cycle/transition-store.ts';
import { judgeNews } from '../saga/judge-news.ts';
import { askProvider } from './ask-provider.ts';
import type { DueAsk, PaymentAskStore } from './payment-ask-store.ts';
import type { PaymentProvider } from './payment-provider.ts';

/** How long the provider has for an answer. */
const ANSWER_DEADLINE_MS = 3_000;
/**
 * Longer than an answer may take: by then its process is dead, or slow, in which case the provider is asked
 * twice by the same key, and the order told twice, which changes nothing.
 */
const LEASE_MS = 5_000;
/** How many are asked at once, of each process. */
const ASKED_AT_ONCE = 8;
/** How often it is looked for something to ask. */
const POLL_MS = 50;
const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 60_000;
/** Callbacks that are pending for longer than this are taken for lost. */
const PENDING_MS = 1_000;

export interface PaymentWorker {
  /** Ends the asking and waits for answers under way. */
  stop(): Promise<void>;
}

/**
 * Asks the payment provider whatever orders want to know, until it answers, however often that takes,
 * and tells them. Several processes share the work; that of one that dies is taken over.
 */
export function startPaymentWorker(parts: {
  asks: PaymentAskStore;
  transitions: TransitionStore;
  provider: PaymentProvider;
  logger: Logger;
  now: () => Date;
}): PaymentWorker {
  const { asks, transitions, provider, logger, now } = parts;
  const stopped = new AbortController();
  const underWay = new Set<Promise<void>>();
  const later = (ms: number) => new Date(now().getTime() + ms);

  async function settle(ask: DueAsk): Promise<void> {
    try {
      const signal = AbortSignal.timeout(ANSWER_DEADLINE_MS);
      const news = await askProvider(provider, ask, { signal, now });
      if (news === null) return await asks.askAgain(ask.orderId, later(PENDING_MS));
      await transitions.move(ask.orderId, (order) => judgeNews(order, news));
    } catch (err) {
      logger.warn({ err, orderId: ask.orderId, state: ask.state }, 'payment not settled');
      await asks.askAgain(ask.orderId, later(retryAfterMs(ask.attempts)));
    }
  }

  function begin(ask: DueAsk): void {
    const settling = settle(ask)
      // Its lease ends, and somebody takes it again.
      .catch((err) => logger.warn({ err }, 'payment not put off'))
      .finally(() => underWay.delete(settling));
    underWay.add(settling);
  }

  async function takeDue(): Promise<number> {
    const limit = ASKED_AT_ONCE - underWay.size;
    const due = await asks.takeDue({ limit, at: now(), leaseUntil: later(LEASE_MS) });
    due.forEach(begin);
    return due.length;
  }

  async function workAlways(): Promise<void> {
    while (!stopped.signal.aborted) {
      const taken = await takeDue().catch((err) => {
        logger.warn({ err }, 'payments not taken');
        return 0;
      });
      if (underWay.size >= ASKED_AT_ONCE) await Promise.race(underWay);
      else if (taken === 0) await pause();
    }
  }

  async function pause(): Promise<void> {
    const rest = { signal: stopped.signal, ref: false };
    await sleep(POLL_MS, undefined, rest).catch(() => undefined);
  }

  const working = workAlways();
  return {
    async stop() {
      stopped.abort();
      await working;
      await Promise.all(underWay);
    },
  };
}

/** Twice as long each time, with jitter, so that those who failed together do not come back together. */
function retryAfterMs(attempts: number): number {
  const ms = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts, 16));
  return ms * (0.5 + Math.random() / 2);
}
