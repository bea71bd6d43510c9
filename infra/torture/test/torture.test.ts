import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { formatVerdict } from '../src/format-verdict.ts';
import { runTorture } from '../src/run-torture.ts';

const folder = mkdtempSync(join(tmpdir(), 'causeway-torture-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('hundreds of checkouts at once, with everything killed in between, leave nothing out of place', async () => {
  const verdict = await runTorture({
    folder,
    checkouts: 200,
    seconds: 600,
    customers: 25,
    perSecond: 10,
    variants: 4,
    stock: 80,
    carrier: 'postgres',
    seed: 1,
    quietMs: 300,
    fewestKills: 3,
    onProgress: () => {},
    onLine: () => {},
  });
  expect(verdict.violations, formatVerdict(verdict)).toEqual([]);
  expect(verdict.figures.checkouts).toBe(200);
  // All of it happened: pieces were sold, and others came too late.
  expect(verdict.figures.outcomes).toMatchObject({
    CONFIRMED: expect.any(Number),
    'REJECTED payment-declined': expect.any(Number),
  });
  expect(verdict.watch.samples).toBeGreaterThan(10);
  expect(
    Object.values(verdict.kills).reduce((sum, count) => sum + count, 0),
  ).toBeGreaterThanOrEqual(3);
}, 1_200_000);
