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
  if (error instanceof CommanderError) return reportUsage(error, options);
  const known = knownError(error);
  if (known === null) throw error;
  const { code, message, problems, outcome } = known;
  if (options.asJson) process.stdout.write(printJson(null, { code, message, problems }));
  const { stderr } = process;
  stderr.write(`${paint('red', '✗', stderr)} ${message}\n`);
  for (const problem of problems) stderr.write(printProblem(problem, stderr));
  return EXIT_CODES[outcome];
}

/** Commander has told people what is wrong itself, and ends this way also when it was only asked for help. */
function reportUsage(error: CommanderError, { asJson }: { asJson: boolean }): number {
  if (error.exitCode === 0) return EXIT_CODES.done;
  const message = error.message.replace(/^error: /, '');
  if (asJson) process.stdout.write(printJson(null, { code: 'USAGE', message, problems: [] }));
  return EXIT_CODES.usage;
}

function knownError(error: unknown): CliError | null {
  if (error instanceof CliError) return error;
  if (!(error instanceof CompositionError)) return null;
  const { reasons: problems } = error;
  const codes = new Set(problems.map(({ code }) => code));
  if (codes.has('CONFIG_INVALID')) {
    const message = 'The configuration cannot be used.';
    return new CliError('usage', { code: 'CONFIG_INVALID', message, problems });
  }
  if (codes.has('SUBGRAPH_UNREADABLE')) {
    const message = 'There are schemas that cannot be read.';
    return new CliError('usage', { code: 'SUBGRAPH_UNREADABLE', message, problems });
  }
  if (codes.has('SUBGRAPH_AWAY')) {
    const message = 'There are subgraphs that do not tell their schemas.';
    return new CliError('away', { code: 'SUBGRAPH_AWAY', message, problems });
  }
  const message = 'The subgraphs do not compose.';
  return new CliError('refused', { code: 'DOES_NOT_COMPOSE', message, problems });
}
