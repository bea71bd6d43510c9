import { Command } from 'commander';
import { checkSubgraph } from './check-subgraph.ts';
import { deleteSubgraph } from './delete-subgraph.ts';
import { fetchSubgraph } from './fetch-subgraph.ts';
import { introspect } from './introspect.ts';
import { listSubgraphs } from './list-subgraphs.ts';
import { publishSubgraph } from './publish-subgraph.ts';

/** `causeway subgraph …` */
export function subgraphVerbs(): Command {
  return new Command('subgraph')
    .description('check, publish and look at the schemas of subgraphs')
    .addCommand(checkSubgraph())
    .addCommand(publishSubgraph())
    .addCommand(listSubgraphs())
    .addCommand(fetchSubgraph())
    .addCommand(deleteSubgraph())
    .addCommand(introspect());
}
