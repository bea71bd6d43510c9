import { paint } from './output/print.ts';
import { UserError } from './user-error.ts';

/** Each subcommand is a file that exports `run(arguments)` and returns the exit code. */
const commands: Record<string, () => Promise<{ run(args: string[]): Promise<number> }>> = {
  start: () => import('./commands/start.ts'),
  test: () => import('./commands/test.ts'),
  check: () => import('./commands/check.ts'),
  reset: () => import('./commands/reset.ts'),
  migrate: () => import('./commands/migrate.ts'),
  seed: () => import('./commands/seed.ts'),
  import: () => import('./commands/import.ts'),
  compose: () => import('./commands/compose.ts'),
  'new-subgraph': () => import('./commands/new-subgraph.ts'),
  operations: () => import('./commands/operations.ts'),
  images: () => import('./commands/images.ts'),
  gateway: () => import('./commands/gateway.ts'),
  bench: () => import('./commands/bench.ts'),
  attack: () => import('./commands/attack.ts'),
  fuzz: () => import('./commands/fuzz.ts'),
  drill: () => import('./commands/drill.ts'),
  torture: () => import('./commands/torture.ts'),
  'bench-flagship': () => import('./commands/bench-flagship.ts'),
};

const [name = '', ...args] = process.argv.slice(2);
// Not left to the event loop: a timer of Prisma's schema engine holds it for ten seconds.
process.exit(await runCommand());

async function runCommand(): Promise<number> {
  const load = commands[name];
  if (load === undefined) {
    process.stderr.write(
      `Unknown command "${name}". Commands: ${Object.keys(commands).join(', ')}.\n`,
    );
    return 2;
  }
  try {
    return await (await load()).run(args);
  } catch (error) {
    process.stderr.write(`${paint('red', '✗')} ${describe(error)}\n`);
    return 1;
  }
}

/** What a person can put right is said in words; anything else is our bug and shows its stack. */
function describe(error: unknown): string {
  if (error instanceof UserError) return error.message;
  const name = error instanceof Error ? error.name : '';
  // Thrown by parts that know no UserError; their messages are written for people too.
  if (['MigrationError', 'CompositionError', 'ConfigurationError'].includes(name)) {
    return (error as Error).message;
  }
  if ((error as NodeJS.ErrnoException)?.code?.startsWith('ERR_PARSE_ARGS')) {
    return `${(error as Error).message}\nRun it with --help to see the choices.`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
