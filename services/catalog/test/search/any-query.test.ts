import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { insertCategory, insertProduct } from '../sample-rows.ts';
import { useCatalog } from '../use-catalog.ts';

const SEARCH = `query ($query: String!, $first: Int) {
  searchProducts(query: $query, first: $first) {
    correctedQuery edges { score highlight node { id } } totalCount
  }
  suggestProducts(text: $query) { id }
}`;
/** In code points. */
const MAXIMUM_LENGTH = 200;

/** Words that products on sale and hidden ones have alike. */
const WORDS = ['wool', 'blanket', 'Étagère', 'käse', 'rug', 'O’Neill', '2-seater', '毛毯', '50%'];
const word = fc.constantFrom(...WORDS, 'wol', 'blankit', 'the', 'and', 'or', 'OR', 'not');

/** What means something to tsquery, websearch_to_tsquery, LIKE, SQL, JSON, HTML or regular expressions. */
const operator = fc.constantFrom(
  ...['&', '|', '!', '(', ')', ':*', ':A', ':AB*', '<->', '<2>', '-', '--', '-"', '"', '""'],
  ...["'", "''", '\\', '\\\\', '%', '_', ';', '/*', '*/', '$1', '$$', '{', '}', '[', ']', '.*'],
  ...['\0', '\n', '\t', '\u200b', '\ufeff', '\ue000', '\ue001', '<mark>', '&amp;', ' ', ', '],
);
const halfOfSurrogatePair = fc
  .integer({ min: 0xd800, max: 0xdfff })
  .map((unit) => String.fromCharCode(unit));
const character = fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), halfOfSurrogatePair);

const pieces = (piece: fc.Arbitrary<string>, separator: string, maxLength = 60) =>
  fc.array(piece, { maxLength }).map((some) => some.join(separator));
const anyQuery = fc.oneof(
  pieces(word, ' ', 3),
  pieces(fc.oneof(word, operator), ' '),
  pieces(fc.oneof(word, operator, character), ''),
  pieces(operator, ''),
  pieces(character, ''),
  fc
    .tuple(fc.oneof(word, operator, character), fc.integer({ min: 1, max: 250 }))
    .map(([piece, times]) => piece.repeat(times)),
);

/** PostgreSQL nests operators no deeper than 32. */
const NESTED: [string, number][] = ['-', '- ', '-!', '-"', '-"" ', '(-', 'or -', '-wool'].map(
  (piece) => [piece.repeat(40), 20],
);

describe('any query that somebody may send', () => {
  const catalog = useCatalog();
  const visible = new Set<string>();

  beforeAll(async () => {
    const { database } = catalog();
    const categoryId = (await insertCategory(database)).id;
    for (const status of ['ACTIVE', 'DRAFT', 'ARCHIVED'] as const) {
      for (const [index, title] of WORDS.entries()) {
        const description = `${WORDS[(index + 1) % WORDS.length]} <b>&amp; "more"`;
        const attributes = { material: WORDS[(index + 2) % WORDS.length] };
        const product = { title, description, attributes, status, categoryId };
        const { id } = await insertProduct(database, product);
        if (status === 'ACTIVE') visible.add(id);
      }
    }
  });

  test('is answered, or refused for its length, and finds nothing but products on sale', async () => {
    let found = 0;
    const property = fc.asyncProperty(anyQuery, fc.nat(20), async (query, first) => {
      const { body } = await catalog().send(SEARCH, { query, first });
      if ([...query].length > MAXIMUM_LENGTH) {
        const codes = new Set(body.errors?.map(({ extensions }) => extensions?.code));
        expect([...codes]).toEqual(['BAD_USER_INPUT']);
      } else {
        expect(body.errors).toBeUndefined();
        found += expectVisible(body.data as Answer, first);
      }
    });
    await fc.assert(property, { numRuns: 150, seed: 20_261_128, examples: NESTED });
    // They did not all find nothing.
    expect(found).toBeGreaterThan(20);
  });

  /** How many products the search shows. */
  function expectVisible({ searchProducts, suggestProducts }: Answer, first: number): number {
    const { edges, totalCount } = searchProducts;
    const ids = edges.map(({ node }) => node.id);
    expect(ids.length).toBe(Math.min(first, totalCount));
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of [...ids, ...suggestProducts.map((product) => product.id)]) {
      expect(visible).toContain(id);
    }
    for (const { score, highlight } of edges) {
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(highlight.replaceAll(/<\/?mark>/g, '')).not.toMatch(/[<>"']/);
    }
    return ids.length;
  }
});

interface Answer {
  readonly searchProducts: {
    readonly edges: readonly { score: number; highlight: string; node: { id: string } }[];
    readonly totalCount: number;
  };
  readonly suggestProducts: readonly { readonly id: string }[];
}
