import { createGunzip } from 'node:zlib';
import { DomainError } from '@causeway/subgraph-kit';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AdmitToken } from '../tokens/admission.ts';
import { admitToVariant, type VariantRoute } from '../tokens/admit-to-variant.ts';
import type { RecordUsage } from './record-usage.ts';
import { usageReportForm } from './usage-report.ts';

/** As it is when it has been inflated. */
const BODY_LIMIT_BYTES = 1_048_576;

const keyForm = z.uuid();

/**
 * `POST /usage/{graph}/{variant}`: a gateway reports what clients asked for. A report that comes again under the
 * same `Idempotency-Key` is counted once. 202 names the operations whose documents are wanted with the next one.
 */
export function addUsageRoute(
  app: FastifyInstance,
  { record, admit }: { record: RecordUsage; admit: AdmitToken },
): void {
  app.post<VariantRoute>('/usage/:graph/:variant', {
    bodyLimit: BODY_LIMIT_BYTES,
    // Before the body is read: strangers are not read.
    async onRequest(request) {
      await admitToVariant(request, admit, ['SERVE']);
    },
    async preParsing({ headers }, _reply, payload) {
      const encoding = headers['content-encoding'];
      if (encoding === undefined || encoding === 'identity') return payload;
      if (encoding !== 'gzip') throw new DomainError('BAD_REQUEST', 'Only gzip is inflated.');
      // The length of what arrives is another than that of what is read.
      delete headers['content-length'];
      return payload.pipe(createGunzip());
    },
    async handler({ headers, params, body }, reply) {
      const key = keyForm.safeParse(headers['idempotency-key']);
      if (!key.success)
        throw new DomainError('BAD_USER_INPUT', '`Idempotency-Key`: expected a UUID.');
      const report = usageReportForm.safeParse(body);
      if (!report.success) throw new DomainError('BAD_USER_INPUT', z.prettifyError(report.error));
      const unknown = await record(`${params.graph}@${params.variant}`, key.data, report.data);
      return reply.code(202).send({ unknown });
    },
  });
}
