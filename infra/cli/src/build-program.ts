import { styleText } from 'node:util';
import { Command } from 'commander';
import { completion } from './completion/completion.ts';
import { contractVerbs } from './contract/contract-verbs.ts';
import { devVerb } from './dev/dev-verb.ts';
import { graphVerbs } from './graph/graph-verbs.ts';
import { operationsVerbs } from './operations/operations-verbs.ts';
import { subgraphVerbs } from './subgraph/subgraph-verbs.ts';
import { supergraphVerbs } from './supergraph/supergraph-verbs.ts';
import { tokenVerbs } from './token/token-verbs.ts';

/** Every command of `causeway`. */
export function buildProgram(): Command {
  const program = new Command('causeway')
    .description('Ship subgraphs alone: check, publish, look and go back.')
    .addCommand(subgraphVerbs())
    .addCommand(supergraphVerbs())
    .addCommand(graphVerbs())
    .addCommand(contractVerbs())
    .addCommand(tokenVerbs())
    .addCommand(operationsVerbs())
    .addCommand(devVerb())
    .addHelpText(
      'after',
      `
Environment:
  CAUSEWAY_REGISTRY   address of the registry (http://127.0.0.1:4004)
  CAUSEWAY_TOKEN      the token with which it is asked
  CAUSEWAY_GRAPH_REF  graph@variant, where none is given

Exit codes: 0 done, 1 refused, 2 wrong usage, 3 registry away, 4 not allowed.`,
    );
  program.addCommand(completion(program));
  settle(program);
  return program;
}

/** What holds for each command: it returns instead of exiting, and its help looks the same. */
function settle(command: Command): void {
  command
    .exitOverride()
    .helpCommand(false)
    .configureHelp({
      // Colours are taken out again where they are not wanted.
      styleTitle: (text) => styleText('bold', text, { validateStream: false }),
    })
    .showHelpAfterError('Add --help to see what is understood.');
  for (const verb of command.commands) settle(verb);
}
