import { Command } from 'commander';
import { createToken } from './create-token.ts';
import { listTokens } from './list-tokens.ts';
import { revokeToken } from './revoke-token.ts';

/** `causeway token …` */
export function tokenVerbs(): Command {
  return new Command('token')
    .description('who may do what: tokens of teams, pipelines and gateways')
    .addCommand(createToken())
    .addCommand(listTokens())
    .addCommand(revokeToken());
}
