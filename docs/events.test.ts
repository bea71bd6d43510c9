import { readFileSync } from 'node:fs';
import { eventGroups } from '@causeway/event-kit';
import * as contracts from '@causeway/event-kit/contracts';
import { expect, test } from 'vitest';

const page = readFileSync(new URL('events.md', import.meta.url), 'utf8');

test('names every type of event, with its partition key, and none that is gone', () => {
  const rows = page.matchAll(/^\| `(causeway\.[\w.-]+)` \| `(\w+)\/<id>` \|/gm);
  const documented = Array.from(rows, ([, type, aggregate]) => ({ type, aggregate }));
  const defined = Object.values(contracts).map(({ type, aggregate }) => ({ type, aggregate }));
  const byType = (one: { type?: string }, other: { type?: string }) =>
    String(one.type).localeCompare(String(other.type));
  expect(documented.sort(byType)).toEqual(defined.sort(byType));
});

test('names every group with the types that it wants', () => {
  const rows = page.matchAll(/^\| `([a-z]+\.[a-z]+)` \| ((?:`[\w.-]+\.v\d+`(?:, )?)+) \|$/gm);
  const documented = Array.from(rows, ([, name, types]) => [
    name,
    Array.from(String(types).matchAll(/`([^`]+)`/g), ([, type]) => type),
  ]);
  const defined = eventGroups.map(({ name, types }) => [
    name,
    types.map((type) => type.split('.').slice(2).join('.')),
  ]);
  expect(documented).toEqual(defined);
});
