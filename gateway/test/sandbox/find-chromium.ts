import { existsSync } from 'node:fs';

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * @returns the path of a Chromium, `CHROMIUM_PATH` before the usual ones, or null. With
 * CAUSEWAY_REQUIRE_BROWSER it throws instead.
 */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
  const candidates = env.CHROMIUM_PATH ? [env.CHROMIUM_PATH] : usualPaths;
  const found = candidates.find((path) => existsSync(path)) ?? null;
  if (found === null && env.CAUSEWAY_REQUIRE_BROWSER) throw new Error('There is no Chromium.');
  return found;
}
