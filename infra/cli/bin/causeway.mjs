#!/usr/bin/env node
// `npx causeway …` from a checkout, also before anything was installed.
import { runPinned } from '../../run-pinned.mjs';

process.exitCode = await runPinned('infra/cli/src/main.ts', {
  args: process.argv.slice(2),
  // What a command answers with is alone on standard output.
  progress: process.stderr,
  inPlace: true,
});
