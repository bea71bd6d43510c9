import { z } from 'zod';
import { keptText } from '../kept-text.ts';

const MOST_OPERATIONS = 2_000;
const MOST_CLIENTS = 600;
const MOST_DOCUMENT_CHARACTERS = 64 * 1_024;
const MOST_COUNT = 1_000_000_000;

const count = z.int().min(0).max(MOST_COUNT);
const clientText = keptText()
  .max(200)
  .nullish()
  .transform((text) => text ?? '');

/** What a gateway reports of some seconds. */
export const usageReportForm = z.object({
  instance: keptText().min(1).max(200),
  dropped: count.default(0),
  operations: z
    .array(
      z.object({
        id: z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 in hexadecimal'),
        name: keptText()
          .max(300)
          .nullish()
          .transform((text) => text ?? null),
        type: z.enum(['query', 'mutation', 'subscription']),
        document: keptText().max(MOST_DOCUMENT_CHARACTERS).optional(),
        clients: z
          .array(z.object({ name: clientText, version: clientText, count, errorCount: count }))
          .max(MOST_CLIENTS),
      }),
    )
    .max(MOST_OPERATIONS),
});

export type UsageReport = z.output<typeof usageReportForm>;
export type ReportedOperation = UsageReport['operations'][number];
