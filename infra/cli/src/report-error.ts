import { CompositionError } from '@causeway/schema-kit/composition-error';
import { CommanderError } from 'commander';
import { CliError } from './cli-error.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { paint } from './output/paint.ts';
import { printProblem } from './output/print-problem.ts';
import { printJson } from './output/write-result.ts';

/**
 * Tells of an error that ended a command and returns the exit code. What a person can put right is said
 * in words, or as JSON where that was asked for; the rest is our fault, and shows its stack.
 */
export function reportError(error: unknown, options: { asJson: boolean }): number {
  // Commander has written what is wrong itself.
  if (error instanceof CommanderError) return codeOf(error);
  const known = knownError(error);
  if (known === null) throw error;
  const { code, message, problems, outcome } = known;
  if (options.asJson) process.stdout.write(printJson(null, { code, message, problems }));
  const { stderr } = process;
  stderr.write(`${paint('red', '✗', stderr)} ${message}\n`);
  for (const problem of problems) stderr.write(printProblem(problem, stderr));
  return EXIT_CODES[outcome];
}

/** Commander ends its own way also when it was only asked for help. */
function codeOf({ code, exitCode }: CommanderError): number {
  return code === 'commander.helpDisplayed' || exitCode === 0 ? EXIT_CODES.done : EXIT_CODES.usage;
}

function knownError(error: unknown): CliError | null {
  if (error instanceof CliError) return error;
  if (!(error instanceof CompositionError)) return null;
  const isUsage = error.reasons.every(({ code }) => code === 'CONFIG_INVALID');
  return new CliError(isUsage ? 'usage' : 'refused', {
    code: isUsage ? 'CONFIG_INVALID' : 'DOES_NOT_COMPOSE',
    message: isUsage ? 'The configuration cannot be used.' : 'The subgraphs do not compose.',
    problems: error.reasons,
  });
}
