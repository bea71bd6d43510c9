import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@causeway/dev';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SmallSubgraph, startSmallSubgraph } from '../support/start-small-subgraph.ts';
import { buildSandbox } from './build-sandbox.ts';
import { findChromium } from './find-chromium.ts';
import { launchChromium, openSandbox } from './open-sandbox.ts';

const causeway = fileURLToPath(new URL('../../../infra/cli/src/main.ts', import.meta.url));
const chromium = findChromium();
const why = chromium ? '' : ' (skipped: no Chromium; install one or set CHROMIUM_PATH)';

const BROKEN = 'type Query {\n  offer: Lost\n}\n';
const WHOLE = 'type Query {\n  offer: String!\n}\n';
const GROWN = 'type Query {\n  offer: String!\n  discountPercent: Int!\n}\n';

describe.skipIf(!chromium)(`causeway dev in a browser${why}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-dev-browser-'));
  const schema = join(folder, 'offers.graphql');
  let browser: Browser;
  let offers: SmallSubgraph;
  let dev: ChildProcess;
  let url: string;

  beforeAll(async () => {
    await buildSandbox();
    browser = await launchChromium(chromium ?? '');
    // It knows already what its schema is going to tell.
    offers = await startSmallSubgraph('offers', {
      typeDefs: GROWN,
      resolvers: { Query: { offer: () => 'socks', discountPercent: () => 20 } },
    });
    writeFileSync(schema, BROKEN);
    const port = String(await freePort());
    url = `http://127.0.0.1:${port}/`;
    const args = ['--name', 'offers', '--url', offers.url, '--schema', schema, '--port', port];
    dev = spawn(process.execPath, [causeway, 'dev', ...args], { stdio: 'ignore' });
  });

  afterAll(async () => {
    if (dev?.exitCode === null) {
      dev.kill('SIGTERM');
      await once(dev, 'exit');
    }
    await browser?.close();
    await offers?.stop();
    rmSync(folder, { recursive: true });
  });

  test('tells what does not compose, comes alive with the save that mends it, and shows new fields', async () => {
    await expect.poll(() => fetch(url).catch(() => null), { timeout: 60_000 }).not.toBeNull();
    const { page, faults, outsideRequests } = await openSandbox(browser, url);
    const banner = page.getByRole('region', { name: 'Composition' });
    await banner.getByText('Nothing has composed so far.').waitFor();
    await banner.getByText(/offers\.graphql:2:10$/).waitFor();

    writeFileSync(schema, WHOLE);
    await banner.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Builder', exact: true }).click();
    const field = (name: string) => page.getByRole('checkbox', { name: new RegExp(`^${name}`) });
    await field('offer').waitFor();

    writeFileSync(schema, GROWN.replace('Int!', 'Integer!'));
    await banner.getByText('What composed last is served.').waitFor();
    await banner.getByText(/offers\.graphql:3:20$/).waitFor();
    expect(await field('offer').count()).toBe(1);

    writeFileSync(schema, GROWN);
    await banner.waitFor({ state: 'detached' });
    await field('discountPercent').waitFor();
    const query = JSON.stringify({ query: '{ offer discountPercent }' });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}graphql`, { method: 'POST', headers, body: query });
    expect(await answer.json()).toEqual({ data: { offer: 'socks', discountPercent: 20 } });
    expect([faults, outsideRequests]).toEqual([[], []]);
  }, 150_000);
});
