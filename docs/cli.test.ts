import { readFileSync } from 'node:fs';
import { buildProgram, EXIT_CODES } from '@causeway/cli';
import { expect, test } from 'vitest';

const page = readFileSync(new URL('cli.md', import.meta.url), 'utf8');
const program = buildProgram();
const verbs = program.commands.flatMap((group) =>
  group.commands.length === 0 ? [group] : group.commands,
);

const nameOf = (verb: (typeof verbs)[number]) =>
  verb.parent === program ? verb.name() : `${verb.parent?.name()} ${verb.name()}`;
const examplesOn = page.split('\n').filter((line) => line.startsWith('causeway '));

test('has an example of every verb, and of none that is gone', () => {
  const shown = examplesOn.map((line) => verbs.find((verb) => isOf(verb, line)));
  expect(shown).not.toContain(undefined);
  expect(verbs.filter((verb) => !shown.includes(verb)).map(nameOf)).toEqual([]);
});

test('shows options that their verbs have', () => {
  const unknown = examplesOn.flatMap((line) => {
    const verb = verbs.find((candidate) => isOf(candidate, line));
    const options = [...line.matchAll(/ (--[a-z-]+)/g)].map(([, option]) => option);
    return options.filter((option) => !verb?.options.some(({ long }) => long === option));
  });
  expect(unknown).toEqual([]);
});

test('names every exit code', () => {
  for (const code of Object.values(EXIT_CODES)) expect(page).toContain(`| ${code} |`);
});

function isOf(verb: (typeof verbs)[number], line: string): boolean {
  return `${line} `.startsWith(`causeway ${nameOf(verb)} `);
}
