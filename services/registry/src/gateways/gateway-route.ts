import { DomainError } from '@causeway/subgraph-kit';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { keptText } from '../kept-text.ts';
import type { AdmitToken } from '../tokens/admission.ts';
import { admitToVariant, type VariantRoute } from '../tokens/admit-to-variant.ts';
import type { GatewayStatesStore } from './gateway-states-store.ts';

const BODY_LIMIT_BYTES = 65_536;
const MOST_NUMBER = 2_147_483_647;
const number = z.int().min(1).max(MOST_NUMBER);
const KEPT_MS = 3_600_000;
/** Each process has a name of its own: one that crashes again and again has many. */
const MOST_KEPT = 1_000;

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

/** `POST /gateways/{graph}/{variant}`: a gateway tells which version it serves, and which it refused. */
export function addGatewayRoute(
  app: FastifyInstance,
  parts: { store: GatewayStatesStore; admit: AdmitToken; now: () => Date },
): void {
  const { store, admit, now } = parts;
  app.post<VariantRoute>('/gateways/:graph/:variant', {
    bodyLimit: BODY_LIMIT_BYTES,
    // Before the body is read: strangers are not read.
    async onRequest(request) {
      await admitToVariant(request, admit, ['SERVE']);
    },
    async handler({ params: { graph, variant }, body }, reply) {
      const report = reportForm.safeParse(body);
      if (!report.success) throw new DomainError('BAD_USER_INPUT', z.prettifyError(report.error));
      const ref = `${graph}@${variant}`;
      const at = now();
      const isKnown = await store.put(ref, report.data, at);
      if (!isKnown) throw new DomainError('NOT_FOUND', `There is no variant ${ref}.`);
      const since = new Date(at.getTime() - KEPT_MS);
      await store.forgetOthers(ref, { since, limit: MOST_KEPT });
      return reply.code(204).send();
    },
  });
}
