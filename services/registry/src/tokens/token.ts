import { DomainError } from '@causeway/subgraph-kit';
import { z } from 'zod';

const permissions = ['READ', 'SERVE', 'CHECK', 'PUBLISH', 'ROLLBACK', 'ADMIN'] as const;

export type Permission = (typeof permissions)[number];

/** Rights that concern a variant as a whole. */
const undivided: ReadonlySet<Permission> = new Set(['READ', 'SERVE', 'ROLLBACK']);

/** Whether a permission may be given for one subgraph alone. */
export function isDivisible(permission: Permission): boolean {
  return !undivided.has(permission);
}

/** A right to a graph, or to one variant or one subgraph of it; null stands for each. */
export const grantForm = z.object({
  graph: z.string(),
  variant: z.string().nullable().default(null),
  subgraph: z.string().nullable().default(null),
  permissions: z.array(z.enum(permissions)).min(1),
});

export type Grant = Readonly<z.output<typeof grantForm>>;

export interface Token {
  readonly id: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** What something is done to. Without a variant or subgraph it is done to the graph as a whole. */
export interface Target {
  readonly graph: string;
  readonly variant?: string;
  readonly subgraph?: string;
}

/** Under this name is recorded what is done with the bootstrap secret. */
export const BOOTSTRAP_NAME = 'bootstrap';

/** Holds for every graph: only the bootstrap token has it. */
export const EVERY_GRAPH = '*';

/**
 * Whether a token may do something. A grant for one variant or subgraph says nothing of the whole: none for a
 * subgraph gives a right to read what others have published beside it.
 */
export function may({ grants }: Token, permission: Permission, target: Target): boolean {
  return grants.some(
    (grant) =>
      gives(grant, permission, target) &&
      (grant.graph === EVERY_GRAPH || grant.graph === target.graph) &&
      (grant.variant === null || grant.variant === target.variant) &&
      (grant.subgraph === null || grant.subgraph === target.subgraph),
  );
}

function gives({ permissions }: Grant, permission: Permission, { variant }: Target): boolean {
  if (permissions.includes('ADMIN') || permissions.includes(permission)) return true;
  // Who goes back has to see where to. Who checks or publishes is told the outcome, and sees nothing else.
  return permission === 'READ' && variant !== undefined && permissions.includes('ROLLBACK');
}

/** Throws FORBIDDEN that names the missing right. */
export function requirePermission(token: Token, permission: Permission, target: Target): void {
  if (may(token, permission, target)) return;
  throw new DomainError(
    'FORBIDDEN',
    `The token "${token.name}" has no right to ${permission} ${describe(target)}.`,
  );
}

function describe({ graph, variant, subgraph }: Target): string {
  const whole = variant === undefined ? graph : `${graph}@${variant}`;
  return subgraph === undefined ? whole : `${subgraph} of ${whole}`;
}

/** Whether a token has any right to a graph: then it may know that there is one. */
export function mayKnow({ grants }: Token, graph: string): boolean {
  return grants.some((grant) => grant.graph === EVERY_GRAPH || grant.graph === graph);
}
