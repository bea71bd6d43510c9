import { expect, test } from 'vitest';
import { corsSettings } from './cors-settings.ts';

const problemOf = (settings: object) => corsSettings.safeParse(settings).error?.issues[0]?.message;

test('allows no origin unless it is told to', () => {
  expect(corsSettings.parse({})).toMatchObject({ origins: [], credentials: false });
  expect(problemOf({ origins: ['https://a.test', 'http://localhost:3000'] })).toBeUndefined();
  expect(problemOf({ origins: '*' })).toBeUndefined();
});

test.each([
  'https://a.test/',
  'https://a.test/path',
  'https://*.a.test',
  'https://A.test',
  'https://a.test:443',
  'a.test',
  'null',
  'file:///a',
  '*',
  '',
])('refuses %j, which no browser sends as an origin, or which is no one origin', (origin) => {
  expect(problemOf({ origins: [origin] })).toMatch(/expected an origin|expected a list/);
});

test('refuses any origin with credentials', () => {
  expect(problemOf({ origins: '*', credentials: true })).toContain('name the origins');
});
