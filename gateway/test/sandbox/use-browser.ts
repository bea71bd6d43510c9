import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { buildSandbox } from './build-sandbox.ts';
import { findChromium } from './find-chromium.ts';
import { launchChromium, type WatchedPage } from './open-sandbox.ts';

const chromium = findChromium();

/** Whether there is a browser to test in; `why` is what to say when not. */
export const browserTests = {
  areSkipped: chromium === null,
  why: chromium ? '' : ' (skipped: no Chromium; install one or set CHROMIUM_PATH)',
};

export interface TestBrowser {
  browser(): Browser;
  /** Has the page closed after the test, which fails when the page did what a good page does not. */
  watch(page: WatchedPage): WatchedPage;
  /** Forgives what the page has done wrong so far: the test meant it to. */
  forgive(): void;
}

/** A browser for one file, and the sandbox built. */
export function useBrowser(): TestBrowser {
  let browser: Browser | undefined;
  let watched: WatchedPage | null = null;

  beforeAll(async () => {
    await buildSandbox();
    browser = await launchChromium(chromium ?? '');
  });
  afterAll(async () => {
    await browser?.close();
  });
  afterEach(async () => {
    const last = watched;
    watched = null;
    await last?.page.context().close();
    expect(last?.faults ?? []).toEqual([]);
    expect(last?.outsideRequests ?? []).toEqual([]);
  });

  return {
    browser() {
      if (browser === undefined) throw new Error('The browser runs only inside tests.');
      return browser;
    },
    watch(page) {
      watched = page;
      return page;
    },
    forgive() {
      watched?.faults.splice(0);
    },
  };
}
