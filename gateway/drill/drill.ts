import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from '../bench/machine/describe-machine.ts';
import { optionsOrExit } from '../bench/options-or-exit.ts';
import { formatOutcomes } from './format-outcomes.ts';
import { LONG, SHORT } from './open-room.ts';
import { runScenarios } from './run-scenarios.ts';
import { scenarios } from './scenarios/scenarios.ts';

const HELP = `Usage: npm run drill -- [options]

Does to a gateway what happens in operation, while fifty clients compare every answer.

  --only NAMES   scenarios, by comma, by how they begin: ${scenarios.map(({ name }) => name).join(', ')}
  --short        a moment of each
  --json FILE    writes all figures
  --help         this

Exits with 1 when a request has failed, or something has not happened as it should; with 2 for wrong options.
`;

const { values, chosen } = optionsOrExit((args) => {
  const parsed = parseArgs({
    args: args.filter((arg) => arg !== '--'),
    options: {
      only: { type: 'string' },
      short: { type: 'boolean', default: false },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  return { values: parsed.values, chosen: scenariosNamed(parsed.values.only) };
});
// Not left to the event loop: what was killed may still hold sockets.
process.exit(values.help ? printHelp() : await main());

async function main(): Promise<number> {
  print(describeMachine());
  const folder = mkdtempSync(join(tmpdir(), 'causeway-drill-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(130));
  const scale = values.short ? SHORT : LONG;
  const results = await runScenarios(chosen, { folder, scale, report: print });
  print(`\n${formatOutcomes(results)}`);
  if (values.json !== undefined) {
    const written = { machine: describeMachine(), at: new Date().toISOString(), results };
    writeFileSync(values.json, JSON.stringify(written, null, 2));
  }
  return results.every(({ passed }) => passed) ? 0 : 1;
}

function scenariosNamed(names: string | undefined) {
  if (names === undefined) return scenarios;
  const wanted = names.split(',');
  const isWanted = (name: string) => wanted.some((start) => name.startsWith(start));
  const chosen = scenarios.filter(({ name }) => isWanted(name));
  if (chosen.length > 0) return chosen;
  throw new Error(`There is none of: ${names}. There are: ${scenarios.map(({ name }) => name)}.`);
}

function printHelp(): number {
  print(HELP);
  return 0;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
