import type { PrismaClient, Token as TokenRow } from '@causeway/registry-db';
import { z } from 'zod';
import { type Grant, grantForm, type Token } from './token.ts';

export type TokensStore = ReturnType<typeof createTokensStore>;

const grantsForm = z.array(grantForm);

/** Tokens, without their secrets. */
export function createTokensStore(client: PrismaClient) {
  return {
    async findBySecret(secretHash: Uint8Array<ArrayBuffer>): Promise<Token | null> {
      const row = await client.token.findUnique({ where: { secretHash } });
      return row && tokenOf(row);
    },

    /** At most `limit`, the oldest first. */
    async listOfGraph(graph: string, limit: number): Promise<readonly Token[]> {
      const rows = await client.token.findMany({
        where: { grants: { array_contains: [{ graph }] } },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: limit,
      });
      return rows.map(tokenOf);
    },

    async find(id: string): Promise<Token | null> {
      const row = await client.token.findUnique({ where: { id } });
      return row && tokenOf(row);
    },

    async create(token: {
      readonly id: string;
      readonly name: string;
      readonly secretHash: Uint8Array<ArrayBuffer>;
      readonly grants: readonly Grant[];
      readonly createdAt: Date;
      readonly expiresAt: Date | null;
    }): Promise<Token> {
      return tokenOf(await client.token.create({ data: { ...token, grants: [...token.grants] } }));
    },

    async revoke(id: string, at: Date): Promise<Token> {
      await client.token.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: at } });
      return tokenOf(await client.token.findUniqueOrThrow({ where: { id } }));
    },

    /** Writes down when the token was used, unless that was done after `before`. */
    async noteUse(id: string, { at, before }: { at: Date; before: Date }): Promise<void> {
      await client.token.updateMany({
        where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] },
        data: { lastUsedAt: at },
      });
    },
  };
}

function tokenOf({ secretHash: _secret, grants, ...token }: TokenRow): Token {
  return { ...token, grants: grantsForm.parse(grants) };
}
