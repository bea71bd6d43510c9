import { anonymous, type Principal } from '@causeway/subgraph-kit';
import { describe, expect, test } from 'vitest';
import { isVisible, mayBecome, type ProductStatus } from './product.ts';

const statuses: readonly ProductStatus[] = ['DRAFT', 'ACTIVE', 'ARCHIVED'];

function userWith(...scopes: string[]): Principal {
  return { kind: 'user', userId: 'u', sessionId: 's', roles: [], scopes: new Set(scopes) };
}

describe('isVisible', () => {
  const visibleTo = (viewer: Principal) =>
    statuses.filter((status) => isVisible({ status }, viewer));

  test('drafts are seen only by those who may write products', () => {
    expect(visibleTo(anonymous)).toEqual(['ACTIVE', 'ARCHIVED']);
    expect(visibleTo(userWith('stock:write'))).toEqual(['ACTIVE', 'ARCHIVED']);
    expect(visibleTo(userWith('catalog:write'))).toEqual(statuses);
  });
});

describe('mayBecome', () => {
  test('allows these changes and no others', () => {
    const allowed = statuses.flatMap((from) =>
      statuses.filter((to) => mayBecome(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(allowed).toEqual([
      'DRAFT → DRAFT',
      'DRAFT → ACTIVE',
      'DRAFT → ARCHIVED',
      'ACTIVE → ACTIVE',
      'ACTIVE → ARCHIVED',
      'ARCHIVED → ACTIVE',
      'ARCHIVED → ARCHIVED',
    ]);
  });
});
