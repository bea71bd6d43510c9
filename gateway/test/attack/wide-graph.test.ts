import { describe, test } from 'vitest';
import { documents } from '../../attack/groups/documents.ts';
import { fragments } from '../../attack/groups/fragments.ts';
import { type Group, type HostileCase, tolerated } from '../../attack/groups/group.ts';
import { times } from '../../attack/groups/times.ts';
import { validation } from '../../attack/groups/validation.ts';
import { post } from '../../attack/http/graphql-request.ts';
import type { Target } from '../../attack/target/target.ts';
import { startSmallSubgraph } from '../support/start-small-subgraph.ts';
import { expectWithstood } from './expect-withstood.ts';
import { useAttackedGateway } from './use-attacked-gateway.ts';

const FIELDS = 1_000;
/** As many subgraphs; each has every line but its own, so that there are many ways to any field. */
const LINES = [0, 1, 2, 3];
const CHAIN = 'CVE-2025-32034';

/** Documents within the limits that are hard to plan. */
const plans: Group = {
  name: 'plans',
  summary: 'valid operations with very many plans',
  cases: (target) => [
    caseOf(target, {
      ...{ name: 'all of 1,000 shared fields', known: 'CVE-2024-43414' },
      query: `{ wide { ${times(FIELDS, (i) => `field${i}`)} } }`,
    }),
    ...[2, 3, 4, 5].map((depth) =>
      caseOf(target, {
        ...{ name: `every line, ${depth} times over`, known: CHAIN },
        query: `{ start { ${everyLine(depth)} } }`,
      }),
    ),
    ...[10, 20, 45].map((depth) =>
      caseOf(target, {
        ...{ name: `one line after the other, ${depth} times`, known: CHAIN },
        query: `{ start { ${inARow(depth)} } }`,
      }),
    ),
    caseOf(target, {
      ...{ name: 'twenty rows of forty lines', known: CHAIN },
      query: `{ start { ${times(20, (i) => `r${i}: line${i % LINES.length} { ${inARow(40)} }`)} } }`,
    }),
  ],
};

const gateway = useAttackedGateway({
  start: () => Promise.all(LINES.map(startCity)),
  query: '{ start { id } }',
});

describe('a gateway over subgraphs that look alike, and share a thousand fields', () => {
  test.each([documents, fragments, validation, plans])('withstands $name: $summary', (group) =>
    expectWithstood(group, gateway()),
  );
});

function caseOf(
  target: Target,
  { name, query, known }: { name: string; query: string; known: string },
): HostileCase {
  return { name, known, expect: tolerated, request: () => post(target, { query }) };
}

function everyLine(depth: number): string {
  if (depth === 0) return LINES.map((line) => `note${line}`).join(' ');
  return LINES.map((line) => `line${line} { ${everyLine(depth - 1)} }`).join(' ');
}

function inARow(depth: number): string {
  return depth === 0 ? 'note0' : `line${depth % LINES.length} { ${inARow(depth - 1)} }`;
}

function startCity(index: number) {
  const lines = LINES.filter((line) => line !== index);
  const hasFields = index < 2;
  return startSmallSubgraph(`city${index}`, {
    typeDefs: `
      type Query { start: Stop @shareable ${hasFields ? 'wide: Wide @shareable' : ''} }
      type Stop @key(fields: "id") {
        id: ID!
        ${lines.map((line) => `line${line}: Stop @shareable note${line}: String @shareable`).join(' ')}
      }
      ${hasFields ? `type Wide { ${times(FIELDS, (i) => `field${i}: String @shareable`)} }` : ''}`,
    resolvers: {
      Query: { start: () => ({ id: 's' }), ...(hasFields && { wide: () => ({}) }) },
      Stop: Object.fromEntries(lines.map((line) => [`line${line}`, () => ({ id: `s${line}` })])),
    },
  });
}
