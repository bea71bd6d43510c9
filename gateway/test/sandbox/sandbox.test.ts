import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useStack } from '../e2e/use-stack.ts';
import { accessibilityFaults } from './accessibility-faults.ts';
import { editorText, openSandbox, waitUntilReady } from './open-sandbox.ts';
import { browserTests, useBrowser } from './use-browser.ts';

const examples = new URL('../../sandbox-app/examples/', import.meta.url);
const accounts = ['Customer', 'Support', 'Merchandiser', 'Warehouse', 'Admin'].map((label) => ({
  label,
  email: `${label.toLowerCase()}@example.com`,
  password: 'causeway-sample-1',
}));

describe.skipIf(browserTests.areSkipped)(`the sandbox in a browser${browserTests.why}`, () => {
  const stack = useStack({ gatewayEnv: { SANDBOX_SAMPLE_ACCOUNTS: JSON.stringify(accounts) } });
  const url = () => new URL('/', stack().url).href;
  const { browser, watch } = useBrowser();

  async function open(options: Parameters<typeof openSandbox>[2] = {}): Promise<Page> {
    return watch(await openSandbox(browser(), url(), options)).page;
  }

  test('loads under a policy that allows nothing but its own origin', async () => {
    const response = await fetch(url(), { headers: { accept: 'text/html' } });
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe-eval');
    const page = await open();
    await expect(page.title()).resolves.toBe('Causeway sandbox');
    for (const group of ['Browse', 'Search', 'Account', 'Cart and checkout', 'Orders', 'Staff']) {
      await page.getByRole('region', { name: group, exact: true }).waitFor();
    }
  });

  test('runs an example without an account', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Run Search products' }).click();
    await page.getByText('200', { exact: true }).waitFor();
    await expect.poll(() => editorText(page, 'Operation')).toContain('query SearchProducts');
    await expect.poll(() => editorText(page, 'Response')).toContain('"searchProducts"');
    expect(await editorText(page, 'Response')).not.toContain('extensions');
  });

  test('signs in with one click and runs operations as that account', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: /support@example\.com/ }).click();
    await page.getByRole('button', { name: /^Signed in as .*support$/ }).waitFor();
    const sent = page.waitForRequest(
      (request) => request.postData()?.includes('query Me') ?? false,
    );
    await page.getByRole('button', { name: 'Run Me', exact: true }).click();
    expect((await sent).headers().authorization).toMatch(/^Bearer ey/);
    await expect.poll(() => editorText(page, 'Response')).toContain('support@example.com');
  });

  test('says why it could not sign in', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('textbox', { name: 'E-mail' }).fill('customer@example.com');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).last().click();
    const refusal = page.getByRole('dialog', { name: 'Sign in' }).getByRole('alert');
    await expect.poll(() => refusal.textContent()).not.toBe('');
    await page.getByRole('button', { name: 'Sign in', exact: true }).first().waitFor();
  });

  test('stays signed in after a reload and keeps no secret beyond the tab', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Run Sign in', exact: true }).click();
    await page.getByRole('button', { name: /^Signed in as/ }).waitFor();
    const keptNow = () => page.evaluate<string>('JSON.stringify(localStorage)');
    await expect.poll(keptNow).toContain('SignIn');
    const kept = await keptNow();
    expect(kept).not.toContain('causeway-sample-1');
    expect(kept).not.toMatch(/ey[\w-]{10,}\./);
    await page.reload();
    await waitUntilReady(page);
    await page.getByRole('button', { name: /^Signed in as/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
    await expect.poll(() => page.evaluate('sessionStorage.length')).toBe(0);
    await expect.poll(() => editorText(page, 'Operation')).toContain('mutation SignIn');
  });

  test('shows the plan of the flagship query and its fetches in time', async () => {
    const page = await open();
    await page.getByRole('button', { name: /run The flagship query/ }).click();
    await page.getByRole('tab', { name: /^Query plan/ }).click();
    const plan = page.getByRole('tabpanel', { name: /^Query plan/ });
    const fetches = plan.getByRole('region', { name: 'Fetches in time' }).getByRole('listitem');
    await expect.poll(() => fetches.count()).toBeGreaterThan(3);
    const timeline = await plan.getByRole('region', { name: 'Fetches in time' }).textContent();
    for (const subgraph of ['identity', 'catalog', 'orders']) expect(timeline).toContain(subgraph);
    expect(timeline).toMatch(/\d+ SQL statement/);
    await plan.getByRole('button', { name: 'Show operations' }).click();
    await expect
      .poll(() => plan.getByRole('region', { name: 'Plan', exact: true }).textContent())
      .toContain('_entities');
  });

  test('runs each example to a success, signing in where it must', async () => {
    const page = await open();
    for (const { id, title } of runnableExamples()) {
      const operationName = operationNameOf(id);
      const answered = page.waitForResponse(
        (response) =>
          response.request().postData()?.includes(`"operationName":"${operationName}"`) ?? false,
      );
      await page
        .getByRole('button', { name: new RegExp(`^(Sign in as \\w+ and run|Run) ${title}$`) })
        .click();
      const { data, errors } = await (await answered).json();
      expect({ title, errors }).toEqual({ title, errors: undefined });
      for (const outcome of Object.values<{ __typename?: string }>(data)) {
        if (outcome.__typename) expect(outcome.__typename).toMatch(/Success$/);
      }
    }
  }, 120_000);

  test('builds an operation by ticking fields', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Builder', exact: true }).click();
    await page.getByRole('button', { name: 'Open me' }).click();
    await page.getByRole('checkbox', { name: /^displayName/ }).check();
    await expect.poll(() => editorText(page, 'Operation')).toMatch(/me \{\s*displayName\s*\}/);
    await page.getByRole('checkbox', { name: /^displayName/ }).uncheck();
    await expect.poll(() => editorText(page, 'Operation')).not.toContain('displayName');
  });

  test('completes what is written and marks mistakes', async () => {
    const page = await open();
    const operation = page.getByRole('region', { name: 'Operation' });
    await operation.locator('.monaco-editor').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('query Written { me { nope disp');
    await page.getByRole('option', { name: /displayName/ }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => editorText(page, 'Operation')).toContain('nope displayName');
    await operation.locator('.squiggly-error').first().waitFor();
  });

  test.each([1280, 900])('fits into %d pixels', async (width) => {
    const page = await open({ viewport: { width, height: 800 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    const run = await page.getByRole('button', { name: /^Run Ctrl/ }).boundingBox();
    const result = await page.getByRole('region', { name: 'Result', exact: true }).boundingBox();
    expect(run?.width).toBeGreaterThan(100);
    expect(result?.width).toBeGreaterThan(380);
    expect(result?.height).toBeGreaterThan(300);
  });

  test('opens a shared link', async () => {
    const page = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: /^Product page/ }).click();
    await expect.poll(() => editorText(page, 'Operation')).toContain('ProductPage');
    await page.getByRole('button', { name: 'Share' }).click();
    const link = await page.evaluate<string>('navigator.clipboard.readText()');
    await page.context().close();
    const shared = watch(await openSandbox(browser(), link));
    await expect.poll(() => editorText(shared.page, 'Operation')).toContain('ProductPage');
  });

  test('works with the keyboard alone', async () => {
    const page = await open();
    await tabTo(page, (focused) => focused.startsWith('Category tree'));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => editorText(page, 'Response')).toContain('"categories"');
    await page.reload();
    await waitUntilReady(page);
    await tabTo(page, (focused) => focused.startsWith('Skip to the operation'));
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# typed');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect.poll(() => editorText(page, 'Operation')).toContain('# typed');
    await page.keyboard.press('Control+Enter');
    await tabTo(
      page,
      (focused) => focused.startsWith('Query plan') || focused.startsWith('Response'),
    );
    await page.keyboard.press('ArrowRight');
    await page.getByRole('region', { name: 'Fetches in time' }).waitFor();
  });

  test.each(['light', 'dark'] as const)(
    'has no accessibility fault in %s colours',
    async (colorScheme) => {
      const page = await open({ colorScheme, reducedMotion: 'reduce' });
      await page.getByRole('button', { name: 'Run Search products' }).click();
      await page.getByText('200', { exact: true }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('tab', { name: /^Query plan/ }).click();
      for (const panel of ['Schema', 'Builder', 'History']) {
        await page.getByRole('button', { name: panel, exact: true }).click();
        expect(await accessibilityFaults(page)).toEqual([]);
      }
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      expect(await accessibilityFaults(page)).toEqual([]);
      const background = await page.evaluate<string>(
        'getComputedStyle(document.body).backgroundColor',
      );
      expect(luminance(background)).toSatisfy(
        (value: number) => (colorScheme === 'dark') === value < 0.5,
      );
    },
  );

  test('keeps the colours that the reader chose', async () => {
    const page = await open({ colorScheme: 'light' });
    await page.getByRole('radio', { name: 'Dark colours' }).check();
    await page.reload();
    await waitUntilReady(page);
    expect(await page.getByRole('radio', { name: 'Dark colours' }).isChecked()).toBe(true);
    expect(
      luminance(await page.evaluate('getComputedStyle(document.body).backgroundColor')),
    ).toBeLessThan(0.5);
  });
});

interface ExampleEntry {
  id: string;
  title: string;
  needs?: string;
}

/** Those that can be run as they are. */
function runnableExamples(): ExampleEntry[] {
  const manifest = JSON.parse(readFileSync(new URL('manifest.json', examples), 'utf8')) as {
    groups: { examples: ExampleEntry[] }[];
  };
  return manifest.groups.flatMap(({ examples }) => examples.filter(({ needs }) => !needs));
}

function operationNameOf(id: string): string {
  const document = readFileSync(new URL(`${id}.graphql`, examples), 'utf8');
  return /^(?:query|mutation) (\w+)/.exec(document)?.[1] ?? '';
}

const tabStopLimit = 120;

/** Presses Tab until what has the focus, by its text or class, is the wanted thing. */
async function tabTo(page: Page, isWanted: (focused: string) => boolean): Promise<void> {
  for (let stop = 0; stop < tabStopLimit; stop += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate<string>(
      '(document.activeElement.innerText || "") + " " + document.activeElement.className',
    );
    if (isWanted(focused)) return;
  }
  throw new Error(`not reached within ${tabStopLimit} stops`);
}

/** From 0, black, to 1, white: good enough to tell night from day. */
function luminance(rgb: string): number {
  const [red = 0, green = 0, blue = 0] = (rgb.match(/[\d.]+/g) ?? []).map(Number);
  return (red + green + blue) / (3 * 255);
}
