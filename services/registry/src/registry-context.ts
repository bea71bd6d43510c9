import type { RequestContext } from '@causeway/subgraph-kit';
import { createAudit } from './audit/audit.ts';
import { type AuditList, createAuditList } from './audit/audit-list.ts';
import type { AuditStore } from './audit/audit-store.ts';
import { type CheckRules, type Checks, createChecks } from './checks/checks.ts';
import type { ChecksStore } from './checks/checks-store.ts';
import type { Composer } from './composing/composer.ts';
import { type Contracts, createContracts } from './contracts/contracts.ts';
import type { ContractsStore } from './contracts/contracts-store.ts';
import type { FollowSource } from './contracts/follow-source.ts';
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
import { createUsage, type Usage } from './usage/usage.ts';
import type { UsageStore } from './usage/usage-store.ts';
import type { UsedStore } from './usage/used-store.ts';
import type { ReadSchema } from './versions/read-schema.ts';
import type { SchemaChanges } from './versions/schema-changes.ts';
import { createVersions, type Versions } from './versions/versions.ts';
import type { VersionsStore } from './versions/versions-store.ts';

/** What all requests share. */
export interface RegistryParts {
  readonly stores: {
    readonly audit: AuditStore;
    readonly checks: ChecksStore;
    readonly contracts: ContractsStore;
    readonly gatewayStates: GatewayStatesStore;
    readonly graphs: GraphsStore;
    readonly publishing: PublishingStore;
    readonly tokens: TokensStore;
    readonly usage: UsageStore;
    readonly used: UsedStore;
    readonly versions: VersionsStore;
  };
  readonly append: AppendVersion;
  readonly changes: SchemaChanges;
  readonly composer: Composer;
  readonly follow: FollowSource;
  readonly readSchema: ReadSchema;
  readonly rules: CheckRules;
  readonly now: () => Date;
}

/** What resolvers work with: the registry as the token of this request may see and change it. */
export interface RegistryContext extends RequestContext<Token> {
  readonly audit: AuditList;
  readonly changes: SchemaChanges;
  readonly checks: Checks;
  readonly contracts: Contracts;
  readonly gatewayStates: GatewayStates;
  readonly graphs: Graphs;
  readonly publishing: Publishing;
  readonly tokens: Tokens;
  readonly usage: Usage;
  readonly versions: Versions;
}

export function createRegistryContext(
  request: RequestContext<Token>,
  parts: RegistryParts,
): RegistryContext {
  const { stores, append, changes, composer, follow, readSchema, rules, now } = parts;
  const viewer = request.principal;
  const audit = createAudit({ store: stores.audit, viewer, now });
  return {
    ...request,
    changes,
    checks: createChecks({
      ...{ store: stores.checks, graphs: stores.graphs, publishing: stores.publishing },
      versions: stores.versions,
      ...{ used: stores.used, usage: stores.usage, composer, rules, viewer, now },
    }),
    contracts: createContracts({
      ...{ store: stores.contracts, graphs: stores.graphs, follow, audit, viewer },
    }),
    audit: createAuditList({ store: stores.audit, viewer }),
    gatewayStates: createGatewayStates({ store: stores.gatewayStates, now }),
    graphs: createGraphs({ store: stores.graphs, audit, viewer }),
    publishing: createPublishing({
      ...{ store: stores.publishing, graphs: stores.graphs, append, audit, viewer },
    }),
    tokens: createTokens({ store: stores.tokens, audit, viewer, now }),
    usage: createUsage({ store: stores.used, publishing: stores.publishing, readSchema, now }),
    versions: createVersions({ store: stores.versions, viewer }),
  };
}
