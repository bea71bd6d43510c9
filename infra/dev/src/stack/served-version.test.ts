import { expect, test } from 'vitest';
import type { LogLine } from '../output/log-line.ts';
import { followServedVersion } from './served-version.ts';

const line = (text: string, fields: LogLine['fields'] = {}): LogLine => ({
  ...{ level: 'info', text, fields },
});
const serving = (version: number) => line('serving a version of the registry', { version });

test('a version is waited for until the gateway serves it, or a later one', async () => {
  const served = followServedVersion();
  served.onLine(serving(1));
  let isReached = false;
  const reached = served.reaches(2).then(() => {
    isReached = true;
  });
  served.onLine(line('request', { version: 9 }));
  await served.reaches(1);
  expect(isReached).toBe(false);
  served.onLine(serving(3));
  await reached;
});

test('a version that the gateway refuses is not waited for, and its reason is told', async () => {
  const served = followServedVersion();
  served.onLine(serving(1));
  const reached = served.reaches(2);
  const fields = { version: 2, reason: 'it is no supergraph' };
  served.onLine(line('supergraph refused; the running one stays', fields));
  await expect(reached).rejects.toThrow('The gateway refuses version 2: it is no supergraph');
});
