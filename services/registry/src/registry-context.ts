import type { RequestContext } from '@causeway/subgraph-kit';
import { createAudit } from './audit/audit.ts';
import { type AuditList, createAuditList } from './audit/audit-list.ts';
import type { AuditStore } from './audit/audit-store.ts';
import { createGatewayStates, type GatewayStates } from './gateways/gateway-states.ts';
import type { GatewayStatesStore } from './gateways/gateway-states-store.ts';
import { createGraphs, type Graphs } from './graphs/graphs.ts';
import type { GraphsStore } from './graphs/graphs-store.ts';
import type { AppendVersion } from './publishing/append-version.ts';
import { createPublishing, type Publishing } from './publishing/publishing.ts';
import type { PublishingStore } from './publishing/publishing-store.ts';
import type { Token } from './tokens/token.ts';
import { createTokens, type Tokens } from './tokens/tokens.ts';
import type { TokensStore } from './tokens/tokens-store.ts';
import { createVersions, type Versions } from './versions/versions.ts';
import type { VersionsStore } from './versions/versions-store.ts';

/** What all requests share. */
export interface RegistryParts {
  readonly stores: {
    readonly audit: AuditStore;
    readonly gatewayStates: GatewayStatesStore;
    readonly graphs: GraphsStore;
    readonly publishing: PublishingStore;
    readonly tokens: TokensStore;
    readonly versions: VersionsStore;
  };
  readonly append: AppendVersion;
  readonly now: () => Date;
}

/** What resolvers work with: the registry as the token of this request may see and change it. */
export interface RegistryContext extends RequestContext<Token> {
  readonly audit: AuditList;
  readonly gatewayStates: GatewayStates;
  readonly graphs: Graphs;
  readonly publishing: Publishing;
  readonly tokens: Tokens;
  readonly versions: Versions;
}

export function createRegistryContext(
  request: RequestContext<Token>,
  parts: RegistryParts,
): RegistryContext {
  const { stores, append, now } = parts;
  const viewer = request.principal;
  const audit = createAudit({ store: stores.audit, viewer, now });
  return {
    ...request,
    audit: createAuditList({ store: stores.audit, viewer }),
    gatewayStates: createGatewayStates({ store: stores.gatewayStates, now }),
    graphs: createGraphs({ store: stores.graphs, audit, viewer }),
    publishing: createPublishing({
      ...{ store: stores.publishing, graphs: stores.graphs, append, audit, viewer },
    }),
    tokens: createTokens({ store: stores.tokens, audit, viewer, now }),
    versions: createVersions({ store: stores.versions }),
  };
}
