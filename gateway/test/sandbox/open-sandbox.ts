import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** A page that remembers what a good page does not have. */
export interface WatchedPage {
  page: Page;
  /** Console errors, uncaught exceptions and policy violations, and requests that failed. */
  faults: string[];
  /** Requests that left for another origin than those that were named. */
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
  const watched = await openWatchedPage(browser, { options, origins: [new URL(url).origin] });
  await watched.page.goto(url);
  await waitUntilReady(watched.page);
  return watched;
}

/** A new visitor's page that has nothing open yet, and is to ask nobody but these origins. */
export async function openWatchedPage(
  browser: Browser,
  { origins, options = {} }: { origins: readonly string[]; options?: BrowserContextOptions },
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  // Below the test's own limit, so that a failure says what was waited for.
  context.setDefaultTimeout(45_000);
  const page = await context.newPage();
  const watched: WatchedPage = { page, faults: [], outsideRequests: [] };
  watch(watched, origins);
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

function watch({ page, faults, outsideRequests }: WatchedPage, origins: readonly string[]): void {
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
    if (url.protocol !== 'blob:' && !origins.includes(url.origin))
      outsideRequests.push(request.url());
  });
}
