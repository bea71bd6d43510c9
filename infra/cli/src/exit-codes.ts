/** What the exit code of a command says; docs/cli.md tells people. */
export const EXIT_CODES = {
  done: 0,
  /** The answer is no: a check failed, schemas do not compose, the registry does not take it. */
  refused: 1,
  /** The command line, or a file that it names, is not as it has to be. */
  usage: 2,
  /** The registry, or a subgraph that was asked, does not answer. */
  away: 3,
  /** There is no token, or it has no right to this. */
  notAllowed: 4,
} as const;

export type Outcome = keyof typeof EXIT_CODES;
