import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { findChromium } from './find-chromium.ts';
import { launchChromium, openSandbox, openWatchedPage } from './open-sandbox.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const ref = 'shop@local';
const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:4000' },
    registry: { type: 'string', default: 'http://127.0.0.1:4004' },
    keys: { type: 'string', default: join(root, '.causeway/keys') },
  },
});
const token = (await readFile(join(values.keys, 'tokens/developer'), 'utf8')).trim();

/** Pages of the sandbox, by the name of their image, with a text that shows that they are drawn. */
const shots = {
  history: { hash: '#/history/2', text: 'Show' },
  graph: { hash: '#/graph/Product', text: 'Show the whole graph' },
  checks: { hash: '#/checks', text: 'refused: clients use it' },
  usage: { hash: '#/usage/Product.slug?show=used', text: 'query' },
};

await askForProducts();
await waitForUsage();
await publishAndCheck();
await takeImages();

/** Two clients ask for products. */
async function askForProducts(): Promise<void> {
  const query =
    'query Shelf { products(first: 12) { nodes { id title slug priceFrom { amountMinor currency } } } }';
  for (const [name, version, times] of [
    ['web', '4.2.0', 40],
    ['android', '12.1', 15],
  ] as const) {
    const headers = { 'apollographql-client-name': name, 'apollographql-client-version': version };
    for (let sent = 0; sent < times; sent += 1)
      await post(`${values.url}/graphql`, headers, { query });
  }
}

/** Gateways report every few seconds. */
async function waitForUsage(): Promise<void> {
  const query = `{ variant(ref: "${ref}") { operations { name } } }`;
  const deadline = AbortSignal.timeout(60_000);
  for (;;) {
    const { variant } = await askRegistry<{ variant: { operations: { name: string }[] } }>({
      query,
    });
    if (variant.operations.some(({ name }) => name === 'Shelf')) return;
    await setTimeout(500, undefined, { signal: deadline });
  }
}

/** Makes version 2, and a check that fails because clients use what it takes away. */
async function publishAndCheck(): Promise<void> {
  const sdl = await readFile(join(root, 'services/catalog/src/schema.graphql'), 'utf8');
  const withSubtitle = sdl.replace(
    'title: String!',
    'title: String!\n  "A line below the title."\n  subtitle: String',
  );
  const subgraphs = [{ name: 'catalog', sdl: withSubtitle }];
  await ask('publishSubgraphs', 'PublishSubgraphsInput', {
    ref,
    subgraphs,
    revision: '9f1c2d7',
    reason: 'A line below the title',
  });
  const withoutSlug = withSubtitle.replace(/\n {2}slug: String!/, '');
  await ask('checkSubgraph', 'CheckSubgraphInput', {
    ref,
    name: 'catalog',
    sdl: withoutSlug,
    revision: 'drop-slug',
  });
}

async function ask(mutation: string, type: string, input: object): Promise<void> {
  const query = `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`;
  await askRegistry({ query, variables: { input } });
}

function askRegistry<T>(body: object): Promise<T> {
  return post(`${values.registry}/graphql`, { authorization: `Bearer ${token}` }, body);
}

async function post<T>(url: string, headers: Record<string, string>, body: object): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data;
}

/** The flagship query as a customer, with its plan. */
async function takeExplorer(browser: Browser): Promise<void> {
  const options = { viewport: { width: 1440, height: 860 }, colorScheme: 'light' } as const;
  const { page } = await openSandbox(browser, `${values.url}/`, options);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: /customer@example\.com/ }).click();
  await page.getByRole('button', { name: /^Signed in as/ }).waitFor();
  await page.getByRole('button', { name: 'Run The flagship query' }).click();
  await page.getByRole('tab', { name: /Query plan/ }).click();
  await page.getByText('Fetches in time').waitFor();
  await page.screenshot({ path: join(root, 'docs/images/sandbox.png') });
}

async function takeImages(): Promise<void> {
  const chromium = findChromium();
  if (chromium === null) throw new Error('There is no Chromium; install one or set CHROMIUM_PATH.');
  const browser = await launchChromium(chromium);
  try {
    await takeExplorer(browser);
    const options = { viewport: { width: 1200, height: 720 }, colorScheme: 'light' } as const;
    const origins = [values.url, values.registry];
    const { page } = await openWatchedPage(browser, { origins, options });
    for (const [name, { hash, text }] of Object.entries(shots)) {
      await page.goto(`${values.url}/${hash}`);
      await page.locator('#page').getByText(text).first().waitFor();
      await page.screenshot({ path: join(root, `docs/images/${name}.png`) });
    }
  } finally {
    await browser.close();
  }
}
