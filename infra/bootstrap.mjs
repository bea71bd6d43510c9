// Runs a command of this repository on a machine that has nothing but Node.js 20+ and npm:
//   node infra/bootstrap.mjs <command> [arguments]
// Plain JavaScript without dependencies, since it runs before there are any.
import { runPinned } from './run-pinned.mjs';

process.exitCode = await runPinned('infra/dev/src/main.ts', {
  args: process.argv.slice(2),
  progress: process.stdout,
});
