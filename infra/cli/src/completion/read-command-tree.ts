import type { Command } from 'commander';

/** What may follow a command: `path` is the words that lead to it, without the program's name. */
export interface CommandWords {
  path: readonly string[];
  verbs: readonly { name: string; summary: string }[];
  options: readonly { name: string; summary: string }[];
}

/** Every command of a program with what may follow it. */
export function readCommandTree(command: Command, path: readonly string[] = []): CommandWords[] {
  const verbs = command.commands.map((verb) => ({
    name: verb.name(),
    summary: verb.description(),
  }));
  const options = command.options.map(({ long, short, description }) => ({
    name: long ?? short ?? '',
    summary: description,
  }));
  return [
    { path, verbs, options: [...options, { name: '--help', summary: 'what it does' }] },
    ...command.commands.flatMap((verb) => readCommandTree(verb, [...path, verb.name()])),
  ];
}
