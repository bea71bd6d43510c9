import { DomainError } from '@causeway/subgraph-kit';
import type { FastifyRequest } from 'fastify';
import { type GraphRef, parseGraphRef } from '../references/graph-ref.ts';
import type { AdmitToken } from './admission.ts';
import { may, type Permission, requirePermission } from './token.ts';

/** A route about one variant. */
export interface VariantRoute {
  Params: { graph: string; variant: string };
}

/**
 * Finds which variant a request is about, if its token has one of the permissions for it. Throws
 * UNAUTHENTICATED, NOT_FOUND for what is no reference, and FORBIDDEN that names the last permission.
 */
export async function admitToVariant(
  { headers, params }: Pick<FastifyRequest<VariantRoute>, 'headers' | 'params'>,
  admit: AdmitToken,
  permissions: readonly [...Permission[], Permission],
): Promise<GraphRef> {
  const token = await admit(headers.authorization);
  const parsed = parseGraphRef(`${params.graph}@${params.variant}`);
  if (parsed === null) throw new DomainError('NOT_FOUND', 'This is no reference of a variant.');
  if (!permissions.some((permission) => may(token, permission, parsed))) {
    requirePermission(token, permissions[permissions.length - 1] as Permission, parsed);
  }
  return parsed;
}
