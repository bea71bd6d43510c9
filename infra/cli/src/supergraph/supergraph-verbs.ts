import { Command } from 'commander';
import { composeVerb } from './compose.ts';
import { fetchSupergraph } from './fetch-supergraph.ts';
import { publishSupergraph } from './publish-supergraph.ts';

/** `causeway supergraph …` */
export function supergraphVerbs(): Command {
  return new Command('supergraph')
    .description('compose, fetch and publish whole graphs')
    .addCommand(composeVerb())
    .addCommand(fetchSupergraph())
    .addCommand(publishSupergraph());
}
