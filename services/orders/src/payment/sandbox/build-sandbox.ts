import { randomBytes } from 'node:crypto';
import type { TransitionStore } from '../../life-cycle/transition-store.ts';
import { signCallback } from '../callback-signature.ts';
import { createPaymentCallbacks } from '../payment-callbacks.ts';
import { createSandboxProvider, type SandboxProvider } from './create-sandbox-provider.ts';
import type { SandboxStore } from './sandbox-store.ts';

/**
 * Builds the sandbox with its callbacks, which go the way of an outside provider's but for the network:
 * signed bytes that are not believed for where they come from.
 */
export function buildSandbox(parts: {
  store: SandboxStore;
  transitions: TransitionStore;
  now: () => Date;
}): SandboxProvider {
  const { store, transitions, now } = parts;
  const secret = randomBytes(32);
  const callbacks = createPaymentCallbacks({ transitions, secret, now });
  return createSandboxProvider({
    store,
    now,
    async callBack(callback) {
      const body = JSON.stringify(callback);
      await callbacks.receive(body, signCallback(secret, body, now()));
    },
  });
}
