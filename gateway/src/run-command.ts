/** What the caller of a command can put right, in words. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/**
 * Runs a command of the gateway and sets the exit code that it returns. Faults of the command line, of the file
 * system and of the kinds in `forTheUser` are said in words; the rest is ours, and shows its stack.
 */
export function runCommand(
  run: (args: string[]) => number,
  forTheUser: readonly (abstract new (...args: never[]) => Error)[],
): void {
  try {
    process.exitCode = run(process.argv.slice(2));
  } catch (error) {
    if (!isForTheUser(error, [CommandError, ...forTheUser])) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

function isForTheUser(
  error: unknown,
  kinds: readonly (abstract new (...args: never[]) => Error)[],
): error is Error {
  if (kinds.some((kind) => error instanceof kind)) return true;
  return (
    error instanceof Error &&
    'code' in error &&
    /^(ERR_PARSE_ARGS|E[A-Z]+$)/.test(String(error.code))
  );
}
