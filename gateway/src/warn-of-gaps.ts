import type { Logger } from '@causeway/subgraph-kit/service';
import type { GraphQLSchema } from 'graphql';
import type { CausewayGateway } from './causeway-gateway.ts';
import type { GatewaySettings } from './config/settings.ts';

/** Says at the start what will surprise someone later. */
export function warnOfGaps(
  { jwt, assertionKeyFile, subgraphs, cost, persistedOperations, sandbox }: GatewaySettings,
  gateway: CausewayGateway,
  logger: Logger,
): void {
  if (jwt.issuers.length === 0) {
    logger.warn('no JWT issuer is set: every request is anonymous, Authorization is ignored');
  }
  if (assertionKeyFile === undefined) {
    logger.warn('no assertion key is set: subgraphs are not told who is asking');
  }
  if (persistedOperations.mode === 'enforce' && sandbox.kind !== 'off') {
    logger.warn('the sandbox can send persisted operations only, and cannot read the schema');
  }
  for (const { name, url } of gateway.subgraphs) {
    if (url === '' && subgraphs[name]?.url === undefined) {
      logger.warn({ subgraph: name }, 'neither the supergraph nor a setting says where this is');
    }
  }
  const names = new Set(gateway.subgraphs.map(({ name }) => name));
  const set = new Set([...Object.keys(subgraphs), ...Object.keys(cost.subgraphs)]);
  for (const name of [...set].filter((known) => !names.has(known))) {
    logger.warn({ subgraph: name }, 'there are settings for a subgraph that is not there');
  }
}

/** A rate limit for a field that is not there limits nothing: says so of each supergraph. */
export function warnOfUnknownFields(
  findUnknownFields: (apiSchema: GraphQLSchema) => readonly string[],
  gateway: CausewayGateway,
  logger: Logger,
): void {
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    for (const field of findUnknownFields(apiSchema)) {
      logger.warn({ field }, 'there is a rate limit for a field that no root type has');
    }
  });
}
