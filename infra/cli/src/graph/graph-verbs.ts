import { Command } from 'commander';
import { createGraph } from './create-graph.ts';
import { diffVersions } from './diff-versions.ts';
import { history } from './history.ts';
import { rollback } from './rollback.ts';

/** `causeway graph …` */
export function graphVerbs(): Command {
  return new Command('graph')
    .description('make graphs, look at their history, go back')
    .addCommand(createGraph())
    .addCommand(history())
    .addCommand(diffVersions())
    .addCommand(rollback());
}
