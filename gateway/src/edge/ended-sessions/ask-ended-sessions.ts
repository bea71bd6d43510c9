import { ASSERTION_HEADER, type AssertionSigner, anonymous } from '@causeway/subgraph-kit/service';
import { request } from 'undici';
import { z } from 'zod';
import type { EndedSessionsSettings } from '../../config/jwt-settings.ts';
import { readBoundedText } from '../../transport/read-bounded-text.ts';

const DEADLINE_MS = 2_000;
/** An answer tells of 10,000 sessions at most. */
const MOST_BYTES = 2_097_152;

const answer = z.object({
  cursor: z.number(),
  nextPage: z.string().max(200).nullable(),
  sessions: z.array(z.object({ id: z.string(), until: z.number() })),
});

/**
 * What an issuer told of the sessions that have ended. `nextPage` asks for the rest; the next list goes on from
 * `cursor`, which is the same on all pages of one list.
 */
export type EndedSessionsAnswer = z.output<typeof answer>;

export interface EndedSessionsQuestion {
  /** The cursor of the list before; null for all whose tokens may still be about. */
  readonly after: number | null;
  /** Null for the first. */
  readonly page: string | null;
}

/**
 * Asks an issuer which sessions have ended since `after`, or of late. Rejects when there is no whole answer
 * within two seconds, or it is none.
 */
export type AskEndedSessions = (question: EndedSessionsQuestion) => Promise<EndedSessionsAnswer>;

export function createAskEndedSessions(
  { url, audience }: EndedSessionsSettings,
  signer: AssertionSigner,
): AskEndedSessions {
  return async ({ after, page }) => {
    const { statusCode, body } = await request(url, {
      headers: {
        [ASSERTION_HEADER]: signer.sign({ audience, principal: anonymous, body: '' }),
        accept: 'application/json',
        'accept-encoding': 'identity',
      },
      query: { ...(after !== null && { after }), ...(page !== null && { page }) },
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const tooLong = () => new Error(`The answer is longer than ${MOST_BYTES} bytes.`);
    const text = await readBoundedText(body, MOST_BYTES, tooLong);
    if (statusCode !== 200) throw new Error(`The issuer answered with status ${statusCode}.`);
    return answer.parse(JSON.parse(text));
  };
}
