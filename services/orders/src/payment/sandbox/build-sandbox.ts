import { request } from 'undici';
import { SIGNATURE_HEADER } from '../callback-route.ts';
import { signCallback } from '../callback-signature.ts';
import { createSandboxProvider, type SandboxProvider } from './create-sandbox-provider.ts';
import type { SandboxStore } from './sandbox-store.ts';

const CALLBACK_DEADLINE_MS = 3_000;

/** Builds the sandbox, which calls back as an outside provider does: at an address, with a secret. */
export function buildSandbox(parts: {
  store: SandboxStore;
  callbackUrl: URL;
  /** What it signs with. */
  secret: string;
  now: () => Date;
}): SandboxProvider {
  const { store, callbackUrl, secret, now } = parts;
  return createSandboxProvider({
    store,
    now,
    async callBack(callback, signal) {
      const body = JSON.stringify(callback);
      const { body: answer } = await request(callbackUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          [SIGNATURE_HEADER]: signCallback(secret, body, now()),
        },
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(CALLBACK_DEADLINE_MS)]),
      });
      await answer.dump();
    },
  });
}
