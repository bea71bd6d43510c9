import { describe, expect, test } from 'vitest';
import type { Product } from './product.ts';
import { decideArchiving, decideUpdate } from './product-decisions.ts';

const product: Product = {
  id: '0199a7c2-55f1-7abc-8000-0123456789ab',
  slug: 'wool-blanket',
  title: 'Wool blanket',
  description: 'Warm.',
  status: 'ACTIVE',
  categoryId: '0199a7c2-55f1-7abc-8000-0123456789ac',
  currency: 'EUR',
  priceFromMinor: 4_900,
  attributes: {},
  version: 3,
  createdAt: new Date(0),
  updatedAt: new Date(0),
};

describe('decideUpdate', () => {
  const { id } = product;

  test('writes what is given, and leaves what is null or missing', () => {
    const input = { id, title: 'Blanket', description: '', slug: null };
    expect(decideUpdate(product, input)).toEqual({
      kind: 'write',
      changes: { title: 'Blanket', description: '' },
    });
  });

  test('refuses when another wrote since the expected version', () => {
    expect(decideUpdate(product, { id, expectedVersion: 2, title: 'Blanket' })).toMatchObject({
      kind: 'refuse',
      failure: { __typename: 'ProductVersionConflict', currentVersion: 3 },
    });
    expect(decideUpdate(product, { id, expectedVersion: 3, title: 'Blanket' }).kind).toBe('write');
  });

  test('refuses to make a draft of what was on sale', () => {
    expect(decideUpdate(product, { id, status: 'DRAFT' })).toMatchObject({
      kind: 'refuse',
      failure: { __typename: 'ProductStatusNotAllowed', from: 'ACTIVE', to: 'DRAFT' },
    });
  });
});

describe('decideArchiving', () => {
  test('archives, and changes nothing the second time', () => {
    expect(decideArchiving(product, {})).toEqual({
      kind: 'write',
      changes: { status: 'ARCHIVED' },
    });
    expect(decideArchiving({ ...product, status: 'ARCHIVED' }, {})).toEqual({
      kind: 'write',
      changes: {},
    });
  });

  test('refuses when another wrote since the expected version', () => {
    expect(decideArchiving(product, { expectedVersion: 2 }).kind).toBe('refuse');
  });
});
