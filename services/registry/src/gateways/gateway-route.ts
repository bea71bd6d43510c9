import { DomainError } from '@causeway/subgraph-kit';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { keptText } from '../kept-text.ts';
import { parseGraphRef } from '../references/graph-ref.ts';
import type { AdmitToken } from '../tokens/admission.ts';
import { requirePermission } from '../tokens/token.ts';
import type { GatewayStatesStore } from './gateway-states-store.ts';

const MOST_NUMBER = 2_147_483_647;
const number = z.int().min(1).max(MOST_NUMBER);
const KEPT_MS = 24 * 3_600_000;

const reportForm = z.object({
  instance: keptText().min(1).max(200),
  serving: number.nullable(),
  refused: z
    .object({
      number,
      reason: keptText().transform((text) => text.slice(0, 2_000)),
      at: z.iso.datetime({ offset: true }).transform((text) => new Date(text)),
    })
    .nullable(),
});

interface Place {
  Params: { graph: string; variant: string };
}

/** `POST /gateways/{graph}/{variant}`: a gateway tells which version it serves, and which it refused. */
export function addGatewayRoute(
  app: FastifyInstance,
  parts: { store: GatewayStatesStore; admit: AdmitToken; now: () => Date },
): void {
  const { store, admit, now } = parts;
  app.post<Place>('/gateways/:graph/:variant', async (request, reply) => {
    const token = await admit(request.headers.authorization);
    const { graph, variant } = request.params;
    const parsed = parseGraphRef(`${graph}@${variant}`);
    if (parsed === null) throw new DomainError('NOT_FOUND', `${graph}@${variant} is no reference.`);
    requirePermission(token, 'SERVE', parsed);
    const report = reportForm.safeParse(request.body);
    if (!report.success) throw new DomainError('BAD_USER_INPUT', z.prettifyError(report.error));
    const at = now();
    const isKnown = await store.put(parsed.ref, report.data, at);
    if (!isKnown) throw new DomainError('NOT_FOUND', `There is no variant ${parsed.ref}.`);
    await store.forgetBefore(parsed.ref, new Date(at.getTime() - KEPT_MS));
    return reply.code(204).send();
  });
}
