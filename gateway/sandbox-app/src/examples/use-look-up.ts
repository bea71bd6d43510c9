import { useSandboxParts } from '../sandbox-parts.ts';
import { lookups } from './example-catalogue.ts';
import { firstText } from './fill-placeholders.ts';

/**
 * @returns a function that finds what a placeholder stands for: something of the page, or the first
 * text in the answer to the lookup of that name. What is not found is an empty text.
 */
export function useLookUp(): (name: string) => Promise<string> {
  const { send, session, begunFlows } = useSandboxParts();
  return async (name) => {
    const state = session.state.get();
    if (name === 'new-key') return crypto.randomUUID();
    if (name === 'refresh-token')
      return state.phase === 'signed-in' ? state.tokens.refreshToken : '';
    if (name === 'page-address') return `${location.origin}/`;
    if (name === 'flow-token') return begunFlows.read('flowToken');
    if (name === 'callback-url') return begunFlows.read('callbackUrl');
    if (name === 'challenge-token') return begunFlows.read('challengeToken');
    const query = lookups.get(name);
    const result = query && (await send({ query }, { headers: await session.authorization() }));
    return result && result.kind === 'answered' ? firstText(result.response.data) : '';
  };
}
