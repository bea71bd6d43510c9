import type { IncomingHttpHeaders } from 'node:http';
import {
  ASSERTION_HEADER,
  type AssertionVerifier,
  DomainError,
  type RequestContext,
  type SubgraphOptions,
} from '@causeway/subgraph-kit';
import { z } from 'zod';
import { parsePage } from './ended-sessions-page.ts';
import { type EndedSessions, listEndedSessions } from './list-ended-sessions.ts';
import type { SessionsStore } from './sessions-store.ts';

const PATH = '/sessions/ended';
const NO_BODY = Buffer.alloc(0);

type Routes = NonNullable<SubgraphOptions<RequestContext>['routes']>;

const query = z.object({
  after: z.coerce.number().int().min(0).optional(),
  page: z
    .string()
    .transform(parsePage)
    .refine((page) => page !== null)
    .optional(),
});

/**
 * Tells gateways which sessions have ended while access tokens of theirs may still be about:
 * `GET /sessions/ended?after=<cursor>`, and for the rest of a long list `&page=<nextPage>`, with an assertion
 * for an anonymous caller and no body.
 */
export function endedSessionsRoute(parts: {
  store: SessionsStore;
  assertions: AssertionVerifier;
  now: () => Date;
}): Routes {
  const { store, assertions, now } = parts;
  return (app) => {
    app.get(PATH, async (request, reply): Promise<EndedSessions> => {
      await expectGateway(request.headers, assertions);
      const { after, page } = parseQuery(request.query);
      reply.header('cache-control', 'no-store');
      return listEndedSessions(store, { after, page: page ?? null, now: now() });
    });
  };
}

/** Throws UNAUTHENTICATED. */
async function expectGateway(
  headers: IncomingHttpHeaders,
  assertions: AssertionVerifier,
): Promise<void> {
  const assertion = headers[ASSERTION_HEADER];
  const verified = await assertions.verify(typeof assertion === 'string' ? assertion : undefined);
  verified.admit(NO_BODY);
}

function parseQuery(given: unknown): z.output<typeof query> {
  const parsed = query.safeParse(given);
  if (!parsed.success)
    throw new DomainError('BAD_USER_INPUT', '`after` or `page` is not what was answered before.');
  return parsed.data;
}
