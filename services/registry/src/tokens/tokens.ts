import { randomUUID } from 'node:crypto';
import {
  DomainError,
  type InvalidInput,
  invalidInput,
  parseId,
  validateInput,
} from '@causeway/subgraph-kit';
import type { Audit } from '../audit/audit.ts';
import { mayKnow, requirePermission, type Token } from './token.ts';
import { createTokenForm } from './token-input.ts';
import { createTokenSecret, hashTokenSecret } from './token-secret.ts';
import type { TokensStore } from './tokens-store.ts';

const MOST_LISTED = 500;

export type Tokens = ReturnType<typeof createTokens>;

/** A token and its secret, which is told this once. */
export interface TokenCreated {
  readonly __typename: 'TokenCreated';
  readonly token: Token;
  readonly secret: string;
}

/** Tokens as the caller of this request may see and change them. */
export function createTokens(parts: {
  store: TokensStore;
  audit: Audit;
  viewer: Token;
  now: () => Date;
}) {
  const { store, audit, viewer, now } = parts;

  return {
    viewer,

    async listOfGraph(graph: string): Promise<readonly Token[]> {
      requirePermission(viewer, 'ADMIN', { graph });
      const tokens = await store.listOfGraph(graph, MOST_LISTED);
      // What they may elsewhere is for the administrators there to know.
      return tokens.map(({ grants, ...token }) => ({
        ...token,
        grants: grants.filter((grant) => grant.graph === graph),
      }));
    },

    /** Nobody gives a right that is not theirs to give: each graph named needs ADMIN. */
    async create(input: unknown): Promise<TokenCreated | InvalidInput> {
      const checked = validateInput(createTokenForm, input);
      if (checked.kind === 'invalid') return checked.failure;
      const { name, grants, expiresAt } = checked.value;
      const graphs = [...new Set(grants.map(({ graph }) => graph))];
      for (const graph of graphs) requirePermission(viewer, 'ADMIN', { graph });
      const createdAt = now();
      if (expiresAt !== null && expiresAt <= createdAt) {
        return invalidInput([{ path: ['expiresAt'], message: 'is over already' }]);
      }
      const secret = createTokenSecret();
      const secretHash = hashTokenSecret(secret);
      const id = randomUUID();
      const token = await store.create({ id, name, grants, expiresAt, createdAt, secretHash });
      for (const graph of graphs) {
        const summary = `token "${name}" (${id})`;
        await audit.note({ action: 'token.create', graph, outcome: 'DONE', summary });
      }
      return { __typename: 'TokenCreated', token, secret };
    },

    /** Throws NOT_FOUND for a token that the caller may not know of. */
    async revoke(givenId: string): Promise<Token> {
      const id = parseId(givenId);
      const token = id === null ? null : await store.find(id);
      const graphs = [...new Set(token?.grants.map(({ graph }) => graph) ?? [])];
      if (id === null || token === null || !graphs.some((graph) => mayKnow(viewer, graph))) {
        throw new DomainError('NOT_FOUND', 'There is no token with this id.');
      }
      for (const graph of graphs) requirePermission(viewer, 'ADMIN', { graph });
      const revoked = await store.revoke(id, now());
      for (const graph of graphs) {
        const summary = `token "${token.name}" (${id})`;
        await audit.note({ action: 'token.revoke', graph, outcome: 'DONE', summary });
      }
      return revoked;
    },
  };
}
