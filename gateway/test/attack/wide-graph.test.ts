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
const LINES = [0, 1, 2, 3, 4, 5, 6];
/** Each line is in four of the subgraphs, and no two subgraphs have the same: many ways to any field. */
const OWNERS = [
  [0, 1, 2, 4],
  [1, 2, 3, 5],
  [2, 3, 4, 6],
  [0, 3, 4, 5],
  [1, 4, 5, 6],
  [0, 2, 5, 6],
  [0, 1, 3, 6],
];

const gateway = useAttackedGateway({
  start: () => Promise.all(LINES.map(startCity)),
  query: '{ start { id } }',
});

describe('a gateway over seven subgraphs that look alike, and share a thousand fields', () => {
  test.each([documents, fragments, validation, plans])('withstands $name: $summary', (group) =>
    expectWithstood(group, gateway()),
  );
});

/** Documents within every limit that are hard to plan. */
const plans: Group = {
  name: 'plans',
  summary: 'valid operations with very many plans',
  cases: (target) => [
    caseOf(
      target,
      'all of 1,000 shared fields',
      `{ start { ${times(FIELDS, (i) => `note${i}`)} } }`,
      'CVE-2024-43414',
    ),
    ...[2, 3, 4, 5].map((depth) =>
      caseOf(
        target,
        `every line, ${depth} times over`,
        `{ start { ${everyLine(depth)} } }`,
        'CVE-2025-32034',
      ),
    ),
    ...[10, 20, 45].map((depth) =>
      caseOf(
        target,
        `one line after the other, ${depth} times`,
        `{ start { ${inARow(depth)} } }`,
        'CVE-2025-32034',
      ),
    ),
    caseOf(
      ...([
        target,
        'twenty rows of forty lines',
        `{ start { ${times(20, (i) => `r${i}: ${inARow(40).replace('line0', `line${i % 7}`)}`)} } }`,
      ] as const),
    ),
  ],
};

function caseOf(target: Target, name: string, query: string, known?: string): HostileCase {
  return {
    ...{ name, expect: tolerated, request: () => post(target, { query }) },
    ...(known !== undefined && { known }),
  };
}

function everyLine(depth: number): string {
  if (depth === 0) return 'note0 note1';
  return LINES.map((line) => `line${line} { ${everyLine(depth - 1)} }`).join(' ');
}

function inARow(depth: number): string {
  return depth === 0 ? 'note0' : `line${depth % LINES.length} { ${inARow(depth - 1)} }`;
}

function startCity(index: number) {
  const lines = LINES.filter((line) => OWNERS[line]?.includes(index));
  return startSmallSubgraph(`city${index}`, {
    typeDefs: `
      type Query { start: Stop @shareable }
      type Stop @key(fields: "id") {
        id: ID!
        ${lines.map((line) => `line${line}: Stop @shareable`).join(' ')}
        ${index < 2 ? times(FIELDS, (i) => `note${i}: String @shareable`) : 'note0: String @shareable'}
      }`,
    resolvers: {
      Query: { start: () => ({ id: 's' }) },
      Stop: Object.fromEntries(lines.map((line) => [`line${line}`, () => ({ id: `s${line}` })])),
    },
  });
}
