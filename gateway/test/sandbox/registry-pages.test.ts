import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults } from './accessibility-faults.ts';
import { openWatchedPage } from './open-sandbox.ts';
import { catalog, identity, largeSchemas, orders } from './shop-schemas.ts';
import { browserTests, useBrowser } from './use-browser.ts';
import { useRegistryPages } from './use-registry-pages.ts';

const PRODUCT_PAGE = 'query ProductPage { product(slug: "x") { title sku category { name } } }';
const MY_ORDERS = 'query MyOrders { me { displayName orders { status lines { quantity } } } }';

type Box = { x: number; y: number; width: number; height: number };

const isWithin = (inner: Box | null, outer: Box) =>
  inner !== null &&
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width + 1 &&
  inner.y + inner.height <= outer.y + outer.height + 1;

describe.skipIf(browserTests.areSkipped)(
  `the registry's pages in a browser${browserTests.why}`,
  () => {
    const pages = useRegistryPages();
    const { browser, watch, forgive } = useBrowser();

    beforeAll(async () => {
      const { ask, publish, report, tell } = pages();
      await publish('shop@test', { catalog, identity, orders });
      await report('shop@test', [
        { query: PRODUCT_PAGE, client: 'web', version: '4.2.0', count: 1280 },
        { query: PRODUCT_PAGE, client: 'android', version: '12', count: 75 },
        { query: MY_ORDERS, client: 'web', version: '4.2.0', count: 310 },
      ]);
      const check = `mutation ($input: CheckSubgraphInput!) {
      checkSubgraph(input: $input) { ... on Check { status } }
    }`;
      const ref = 'shop@test';
      const broken = catalog.replace('category: Category!', 'category: Categoy!');
      const withoutSku = catalog
        .replace(/ {2}sku: .*\n/, '')
        .replace(/ {2}slug: String!\n {2}title/, '  title');
      await ask(check, { input: { ref, name: 'catalog', sdl: broken, revision: 'typo' } });
      await ask(check, { input: { ref, name: 'catalog', sdl: withoutSku, revision: 'drop-sku' } });
      const renamed = orders.replace('timesOrdered: Int!', 'orderCount: Int!');
      await publish('shop@test', { orders: renamed }, 'A better name');
      await publish('shop@test', { catalog: catalog.replace('title: String!', 'title: String') });
      await tell('shop@test', { instance: 'gateway-1', serving: 3, refused: null });
      const refused = { number: 3, reason: 'The warm-up failed.', at: new Date() };
      await tell('shop@test', { instance: 'gateway-2', serving: 2, refused });
    });

    async function open(
      hash: string,
      options: Parameters<typeof openWatchedPage>[1]['options'] = {},
      registry: object = {},
    ): Promise<Page> {
      const origins = [pages().url, new URL(pages().registryUrl).origin];
      const { page } = watch(await openWatchedPage(browser(), { origins, options }));
      // As if the gateway's settings named another graph, or no token.
      await page.route('**/sandbox/config.json', async (route) => {
        const response = await route.fetch();
        const config = await response.json();
        await route.fulfill({ json: { ...config, registry: { ...config.registry, ...registry } } });
      });
      await page.goto(`${pages().url}/${hash}`);
      return page;
    }

    test('shows the history, what each version changed, and who serves it', async () => {
      const page = await open('');
      await page.getByRole('link', { name: 'Schema history' }).click();
      const versions = page.getByRole('list', { name: 'Versions, newest first' });
      await expect.poll(() => versions.getByRole('listitem').count()).toBe(3);
      const newest = versions.getByRole('listitem').first();
      await expect
        .poll(() => newest.textContent())
        .toMatch(/Version 3current.*served by 1.*refused by 1/);
      await page.getByText('The warm-up failed.').waitFor();
      await page.getByRole('link', { name: /Version 2/ }).click();
      await page.getByRole('heading', { name: 'Version 2' }).waitFor();
      const changes = page.getByRole('region', { name: 'What changed for clients' });
      await changes.getByText('Product.timesOrdered').first().waitFor();
      await changes.getByText('breaking', { exact: true }).waitFor();
      const diff = page.getByRole('region', { name: 'Schema of orders, before and after' });
      await diff.getByText('timesOrdered: Int!').waitFor();
      await diff.getByText('orderCount: Int!').waitFor();
      await page.getByText('causeway graph rollback shop@test --to 2').waitFor();
      expect(new URL(page.url()).hash).toBe('#/history/2');
      await page.goBack();
      await page.getByRole('heading', { name: 'Version 3' }).waitFor();
    });

    test('compares any two versions, and unfolds what is equal', async () => {
      const page = await open('#/history/3');
      await page.getByLabel('Compared with').selectOption('1');
      await expect.poll(() => new URL(page.url()).hash).toBe('#/history/1..3');
      for (const name of ['catalog', 'orders']) {
        await page.getByRole('region', { name: `Schema of ${name}, before and after` }).waitFor();
      }
      await page
        .getByRole('button', { name: /Show \d+ equal lines/ })
        .first()
        .click();
      await page.reload();
      await page.getByRole('region', { name: 'Schema of orders, before and after' }).waitFor();
      await expect.poll(() => page.getByLabel('Compared with').inputValue()).toBe('1');
    });

    test('shows what checks said, and which clients would break', async () => {
      const page = await open('#/checks');
      await page.getByRole('heading', { name: /catalog failed/ }).waitFor();
      const change = page.getByRole('listitem').filter({ hasText: 'refused: clients use it' });
      await change.getByText('Product.sku', { exact: true }).waitFor();
      await change.getByRole('row', { name: /web 4\.2\.0 1,280/ }).waitFor();
      await page.getByText('allowed: nobody uses it').waitFor();
      await page.getByRole('link', { name: /typo/ }).click();
      await page.getByRole('heading', { name: 'It does not compose' }).waitFor();
      await page
        .getByText(/Categoy/)
        .first()
        .waitFor();
    });

    test('finds fields that nobody uses, and who uses the others', async () => {
      const page = await open('#/usage');
      await page.getByRole('row', { name: /^sku/ }).waitFor();
      await page.getByLabel('Show').selectOption('deprecated-used');
      await page.getByText(/^1 of \d+ fields$/).waitFor();
      await page.getByRole('link', { name: 'sku' }).click();
      const detail = page.getByRole('complementary', { name: 'Operations with Product.sku' });
      await detail.getByRole('row', { name: /android 12 75/ }).waitFor();
      await page.getByLabel('Show').selectOption('unused');
      await page.getByLabel('Find').fill('timesord');
      await page.getByText('No field is like that.').waitFor();
      await page.getByLabel('Find').fill('ordercount');
      await page.getByRole('row', { name: /^orderCount.*unused/ }).waitFor();
      expect(page.url()).toContain('show=unused');
    });

    test('draws types in the colours of their subgraphs, and one with its neighbours', async () => {
      const page = await open('#/graph');
      const types = page.getByRole('complementary', { name: 'Types' });
      await types.getByText('8 types').waitFor();
      const picture = page.getByRole('region', { name: 'Picture of the graph' });
      const product = picture.locator('a').filter({ hasText: /^Product$/ });
      // The box, and a mark for each of its two subgraphs.
      await expect.poll(() => product.locator('rect').count()).toBe(3);
      await types.getByLabel('Find a type').fill('orderl');
      await page.keyboard.press('Enter');
      await types.getByRole('heading', { name: 'OrderLine' }).waitFor();
      expect(await picture.locator('.node-name').allTextContents()).toEqual([
        ...['Order', 'OrderLine', 'Product'],
      ]);
      await types.getByLabel('identity').uncheck();
      await types.getByLabel('Find a type').fill('');
      await types.getByRole('link', { name: 'Show the whole graph' }).click();
      await expect.poll(() => new URL(page.url()).hash).toBe('#/graph?subgraphs=catalog%2Corders');
      await picture
        .locator('a')
        .filter({ hasText: /^Category$/ })
        .click();
      await expect.poll(() => new URL(page.url()).hash).toContain('#/graph/Category');
    });

    test('lights up what a type has to do with, under the pointer and from the list by keyboard', async () => {
      const page = await open('#/graph');
      const picture = page.getByRole('region', { name: 'Picture of the graph' });
      const bright = async () =>
        (await picture.locator('.node:not(.node-faint) .node-name').allTextContents()).sort();
      await picture.locator('[data-type=OrderLine]').hover();
      await expect.poll(bright).toEqual(['Order', 'OrderLine', 'Product']);
      await page.mouse.move(0, 0);
      await expect.poll(async () => (await bright()).length).toBe(8);
      await page.getByRole('link', { name: 'User', exact: true }).focus();
      await expect.poll(bright).toEqual(['Order', 'Query', 'User']);
    });

    test('stays legible with three hundred types: it is dragged, zoomed and searched', async () => {
      await pages().publish('shop@large', largeSchemas(300));
      const page = await open('#/graph', {}, { graph: 'shop@large' });
      await page.getByText(/^30\d types$/).waitFor();
      const picture = page.getByRole('region', { name: 'Picture of the graph' });
      const root = picture.locator('[data-type=Query]');
      const name = root.locator('.node-name');
      await name.waitFor();
      expect((await name.boundingBox())?.height).toBeGreaterThan(8);
      const [frame, before] = await Promise.all([picture.boundingBox(), root.boundingBox()]);
      if (!frame || !before) throw new Error('There is no picture.');

      await page.mouse.move(frame.x + 500, frame.y + 300);
      await page.mouse.down();
      await page.mouse.move(frame.x + 300, frame.y + 300, { steps: 4 });
      await page.mouse.up();
      await expect.poll(async () => (await root.boundingBox())?.x).toBeCloseTo(before.x - 200, 0);
      expect(new URL(page.url()).hash).toBe('#/graph');

      await page.getByLabel('Find a type').fill('thing299');
      const found = picture.locator('[data-type=Thing299]');
      await expect.poll(async () => isWithin(await found.boundingBox(), frame)).toBe(true);
      const small = (await found.boundingBox())?.width ?? 0;
      await picture.press('+');
      await expect
        .poll(async () => (await found.boundingBox())?.width)
        .toBeGreaterThan(small * 1.2);
      await page.getByRole('button', { name: 'Fit' }).click();
      await expect.poll(async () => isWithin(await root.boundingBox(), frame)).toBe(true);
      expect(isWithin(await found.boundingBox(), frame)).toBe(true);
    });

    test('asks for a token when the gateway gives none, and keeps it in the tab only', async () => {
      const page = await open('#/checks', {}, { token: null });
      await page.getByLabel('Token').fill(`cwt_${'x'.repeat(43)}`);
      await page.getByRole('button', { name: 'Open' }).click();
      await page.getByText('This token is not known.').waitFor();
      forgive();
      await page.getByLabel('Token').fill(pages().token);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: /catalog failed/ }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: /catalog failed/ }).waitFor();
      expect(await page.evaluate<string>('JSON.stringify(localStorage)')).not.toContain('cwt_');
    });

    test('says that nothing is there to read, that the registry is away, and that it is back', async () => {
      const page = await open('#/history', {}, { graph: 'shop@nowhere' });
      await page.getByRole('heading', { name: 'Nothing to read here' }).waitFor();
      await page.getByRole('link', { name: 'Graph', exact: true }).click();
      await page.getByRole('heading', { name: 'Nothing to read here' }).waitFor();
      await page.route(pages().registryUrl, (route) => route.fulfill({ status: 503, body: '' }));
      await page.getByRole('link', { name: 'Usage' }).click();
      await page.getByRole('heading', { name: 'The registry does not answer' }).waitFor();
      forgive();
      await page.unroute(pages().registryUrl);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('heading', { name: 'Nothing to read here' }).waitFor();
    });

    test('says in every part that the graph does not compose, while it does not', async () => {
      const page = await open('#/usage');
      await page.getByRole('row', { name: /^sku/ }).waitFor();
      const places = [{ subgraph: 'orders', line: 4, column: 2 }];
      const problems = [{ code: 'INVALID_GRAPHQL', message: 'Unknown type Oder.', places }];
      await pages().writeStatus({ state: 'failed', problems, at: new Date() });
      await page.getByRole('region', { name: 'Composition' }).getByText('orders:4:2').waitFor();
      await pages().writeStatus({ state: 'ok', problems: [], at: new Date() });
      await page.getByRole('region', { name: 'Composition' }).waitFor({ state: 'detached' });
    });

    test('is walked by keyboard, and leaves the explorer as it was', async () => {
      const page = await open('');
      await page
        .getByRole('region', { name: 'Operation' })
        .locator('.monaco-editor')
        .first()
        .waitFor();
      await page.getByRole('link', { name: 'Checks' }).focus();
      await page.keyboard.press('Enter');
      await expect
        .poll(() => page.evaluate<string>('document.activeElement.textContent'))
        .toBe('Checks');
      await page.getByRole('heading', { name: /catalog failed/ }).waitFor();
      await page.keyboard.press('Tab');
      await expect
        .poll(() => page.evaluate<string>('document.activeElement.getAttribute("href")'))
        .toMatch(/^#\/checks\/\d+$/);
      await page.goBack();
      await page
        .getByRole('region', { name: 'Operation' })
        .locator('.monaco-editor')
        .first()
        .waitFor();
      await expect(page.title()).resolves.toBe('Causeway sandbox');
    });

    test.each(['light', 'dark'] as const)(
      'has no faults for assistive technology, in %s',
      async (scheme) => {
        const page = await open('#/history/2', { colorScheme: scheme });
        const waits: Record<string, string> = {
          '#/history/2': 'What changed for clients',
          '#/checks': 'Lint',
          '#/usage/Product.sku': 'Product.sku',
          '#/graph': '8 types',
          '#/graph/Product': 'Product',
        };
        for (const [hash, text] of Object.entries(waits)) {
          await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
          await page.locator('#page').getByText(text, { exact: true }).first().waitFor();
          expect(await accessibilityFaults(page)).toEqual([]);
        }
      },
    );
  },
);
