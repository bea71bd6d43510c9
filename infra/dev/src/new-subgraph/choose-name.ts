import { existsSync, readdirSync } from 'node:fs';
import { inRepository } from '../repository.ts';
import { UserError } from '../user-error.ts';

/** A subgraph's name in the forms in which files write it. */
export interface NewName {
  /** `reviews` */
  readonly name: string;
  /** `Reviews` */
  readonly Name: string;
  /** `REVIEWS` */
  readonly NAME: string;
  /** The port that it takes unless it is told another. */
  readonly port: number;
}

/** It names a PostgreSQL schema, a folder, a setting and types. */
const FORM = /^[a-z][a-z0-9]{1,30}$/;
const FIRST_PORT = 4_001;

/** Throws UserError for a name that is taken, or cannot be one. */
export function chooseName(word: string): NewName {
  if (!FORM.test(word)) {
    throw new UserError(
      `"${word}" cannot name a subgraph: take a word of small letters and digits, such as reviews.`,
    );
  }
  for (const folder of ['services', 'prisma']) {
    const taken = existsSync(inRepository(folder, word));
    if (taken) throw new UserError(`There is ${folder}/${word} already.`);
  }
  return {
    name: word,
    Name: word.charAt(0).toUpperCase() + word.slice(1),
    NAME: word.toUpperCase(),
    // Each of prisma/ has a port, the registry too.
    port: FIRST_PORT + readdirSync(inRepository('prisma')).length,
  };
}
