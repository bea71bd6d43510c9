import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** A page that remembers what a good page does not have. */
export interface WatchedPage {
  page: Page;
  /** Console errors, uncaught exceptions and policy violations, and requests that failed. */
  faults: string[];
  /** Requests that left for another origin than the sandbox's. */
  outsideRequests: string[];
}

/** Chromium talks to its maker on its own account unless told not to. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: flags });
}

/** Opens the sandbox as a new visitor and waits until its editors and its schema are there. */
export async function openSandbox(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  // Below the test's own limit, so that a failure says what was waited for.
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const watched: WatchedPage = { page, faults: [], outsideRequests: [] };
  watch(watched, new URL(url).origin);
  await page.goto(url);
  await waitUntilReady(page);
  return watched;
}

export async function waitUntilReady(page: Page): Promise<void> {
  await page.getByText(/^\d+ types$/).waitFor();
  await page.getByRole('region', { name: 'Operation' }).locator('.monaco-editor').first().waitFor();
}

/** The text of an editor, as the reader sees it: Monaco draws only the lines in view. */
export async function editorText(page: Page, region: 'Operation' | 'Response'): Promise<string> {
  const editor =
    region === 'Operation'
      ? page.getByRole('region', { name: 'Operation' }).locator('.view-lines').first()
      : page.getByRole('tabpanel', { name: 'Response' }).locator('.view-lines');
  const text = (await editor.textContent()) ?? '';
  return text.replaceAll('\u00a0', ' ');
}

function watch({ page, faults, outsideRequests }: WatchedPage, origin: string): void {
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') faults.push(`${request.url()} ${reason}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'blob:' && url.origin !== origin) outsideRequests.push(request.url());
  });
}
