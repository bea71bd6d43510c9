import { Command } from 'commander';
import { listOperations } from './list-operations.ts';
import { pushOperations } from './push-operations.ts';

/** `causeway operations …` */
export function operationsVerbs(): Command {
  return new Command('operations')
    .description('what clients ask for: the list a gateway accepts, and what was recorded')
    .addCommand(pushOperations())
    .addCommand(listOperations());
}
