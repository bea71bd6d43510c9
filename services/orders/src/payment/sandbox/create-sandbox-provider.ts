import { setTimeout as sleep } from 'node:timers/promises';
import type { PaymentCallback } from '../payment-callbacks.ts';
import type { Authorisation, PaymentProvider } from '../payment-provider.ts';
import type { SandboxPayment, SandboxStore } from './sandbox-store.ts';
import { behaviourOf, type SandboxBehaviour } from './sandbox-token.ts';

/** How long the sandbox takes to decide what it answers `pending`. */
const CALLBACK_DELAY_MS = 300;

export interface SandboxProvider extends PaymentProvider {
  /** Ends the callbacks that are on their way. */
  close(): Promise<void>;
}

/**
 * A payment provider for development and tests, which moves no money. It keeps its payments in tables,
 * so that they outlive a process that is killed, and shows by token (sandbox-token.ts) what providers
 * do: decline, lose an answer, decide later and call back, call back twice, refuse to capture.
 */
export function createSandboxProvider(parts: {
  store: SandboxStore;
  /** Sends a callback; one that fails is lost, as it may be with any provider. */
  callBack: (callback: PaymentCallback, signal: AbortSignal) => Promise<void>;
  now: () => Date;
}): SandboxProvider {
  const { store, callBack, now } = parts;
  const closed = new AbortController();
  const onTheirWay = new Set<Promise<void>>();

  async function find(key: string): Promise<Authorisation | null> {
    await store.settle(key, now());
    const payment = await store.find(key);
    return payment === null ? null : authorisationOf(payment);
  }

  async function callBackLater(key: string, copies: number): Promise<void> {
    try {
      await sleep(CALLBACK_DELAY_MS, undefined, { signal: closed.signal, ref: false });
      const outcome = await find(key);
      if (outcome === null || outcome.kind === 'pending') return;
      await Promise.all(
        Array.from({ length: copies }, () => callBack({ key, outcome }, closed.signal)),
      );
    } catch {
      // Lost on the way; whoever waits for it asks `find`.
    }
  }

  function follow(work: Promise<void>): void {
    onTheirWay.add(work);
    work.finally(() => onTheirWay.delete(work));
  }

  return {
    async authorise({ key, token, amount }, signal) {
      const behaviour = behaviourOf(token);
      const { declineCode, callbacks, losesAnswer } = behaviour;
      const settlesAt =
        callbacks === undefined ? null : new Date(now().getTime() + CALLBACK_DELAY_MS);
      const state = stateAtFirst(behaviour);
      await store.insert({ key, token, amount, state, declineCode, settlesAt });
      if (losesAnswer) await untilAborted(signal);
      if (callbacks !== undefined) follow(callBackLater(key, callbacks));
      // Not settled here, however long the insert took: what is decided later is told later.
      return authorisationOf(await getPayment(key));
    },

    find,

    async capture(key) {
      const { token } = await getPayment(key);
      const refuses = token !== null && behaviourOf(token).refusesCapture === true;
      await store.move(key, 'AUTHORISED', refuses ? 'REFUSED' : 'CAPTURED');
      const { state } = await getPayment(key);
      return state === 'CAPTURED' ? 'captured' : 'refused';
    },

    async voidPayment(key) {
      await store.voidPayment(key);
      const { state } = await getPayment(key);
      return state === 'CAPTURED' ? 'captured' : 'voided';
    },

    async refund(key) {
      await store.move(key, 'CAPTURED', 'REFUNDED');
      const { state } = await getPayment(key);
      if (state !== 'REFUNDED') throw new Error(`Nothing was captured of the payment ${key}.`);
      return 'refunded';
    },

    async close() {
      closed.abort();
      await Promise.all(onTheirWay);
    },
  };

  async function getPayment(key: string): Promise<SandboxPayment> {
    const payment = await store.find(key);
    if (payment === null) throw new Error(`The sandbox knows no payment ${key}.`);
    return payment;
  }
}

function stateAtFirst({ declineCode, callbacks }: SandboxBehaviour) {
  if (callbacks !== undefined) return 'PENDING';
  return declineCode === null ? 'AUTHORISED' : 'DECLINED';
}

function authorisationOf({ state, declineCode }: SandboxPayment): Authorisation {
  switch (state) {
    case 'PENDING':
      return { kind: 'pending' };
    case 'AUTHORISED':
    case 'CAPTURED':
    case 'REFUNDED':
      return { kind: 'authorised' };
    case 'DECLINED':
      return { kind: 'declined', code: declineCode ?? 'card_declined' };
    case 'REFUSED':
    case 'VOIDED':
      return { kind: 'declined', code: 'voided' };
  }
}

async function untilAborted(signal: AbortSignal): Promise<never> {
  signal.throwIfAborted();
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  throw signal.reason;
}
