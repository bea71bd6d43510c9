import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../user-error.ts';

const QUERY = '{ me { id } products(first: 1) { nodes { id variants { id purchaseCount } } } }';
const DEADLINE_MS = 60_000;
const ANSWER_DEADLINE_MS = 10_000;

/**
 * Asks the gateway a question that all three subgraphs have a part in answering, again until it is
 * answered without an error. Throws UserError with the last answer after a minute.
 */
export async function answersFederatedQuery(url: string): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const answer = await ask(url);
    if (answer === null) return;
    if (Date.now() > deadline) throw new UserError(`The graph does not answer: ${answer}`);
    await sleep(100);
  }
}

/** null for a good answer, else what is wrong with it. */
async function ask(url: string): Promise<string | null> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: QUERY }),
      signal: AbortSignal.timeout(ANSWER_DEADLINE_MS),
    });
    const text = await response.text();
    return response.ok && !text.includes('"errors"') ? null : text.slice(0, 1_000);
  } catch (error) {
    return String(error);
  }
}
