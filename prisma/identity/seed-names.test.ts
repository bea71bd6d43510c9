import { seedRandom } from '@causeway/database';
import { expect, test } from 'vitest';
import { samplePerson } from './seed-names.ts';

const random = seedRandom('sample people in tests');
const people = Array.from({ length: 2_000 }, (_, index) => samplePerson(index, random));

test('every sample person has an address of their own, in plain ASCII and on a reserved domain', () => {
  expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
  for (const { email } of people) {
    expect(email).toMatch(/^[a-z]+\.[a-z]+\d+@example\.(com|org|net)$/);
  }
});

test('sample people have many names, each with a given and a family name', () => {
  expect(new Set(people.map(({ displayName }) => displayName)).size).toBeGreaterThan(500);
  for (const { displayName } of people) expect(displayName.split(' ')).toHaveLength(2);
});
