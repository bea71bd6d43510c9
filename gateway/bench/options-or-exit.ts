/** What a command line asks for; where it makes no sense, says why and exits with 2. */
export function optionsOrExit<T>(parse: (args: readonly string[]) => T): T {
  try {
    return parse(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\nRun it with --help to see the choices.\n`);
    process.exit(2);
  }
}
