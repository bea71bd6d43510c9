import { type GraphQLSchema, parse, validate } from 'graphql';
import type { SampleAccount } from '../config.ts';
import type { SessionState } from '../session/session.ts';
import type { Example, ExampleGroup } from './example-catalogue.ts';

/** Leaves only what this schema can answer: a gateway may serve any supergraph. */
export function usableExamples(
  groups: readonly ExampleGroup[],
  schema: GraphQLSchema,
): readonly ExampleGroup[] {
  return groups
    .map((group) => ({
      ...group,
      examples: group.examples.filter((example) => isUsable(example, schema)),
    }))
    .filter((group) => group.examples.length > 0);
}

function isUsable(example: Example, schema: GraphQLSchema): boolean {
  return validate(schema, parse(example.query), undefined, { maxErrors: 1 }).length === 0;
}

/** @returns whether whoever is signed in may run the example. */
export function mayRun(example: Example, state: SessionState): boolean {
  if (example.audience === 'anyone') return true;
  if (state.phase === 'anonymous') return false;
  if (example.audience === 'signed-in') return true;
  return example.audience.some((role) => state.account.roles.includes(role));
}

/** @returns a sample account that may run the example: the one named after its first role. */
export function accountFor(
  example: Example,
  accounts: readonly SampleAccount[],
): SampleAccount | null {
  if (example.audience === 'anyone') return null;
  const role = example.audience === 'signed-in' ? 'customer' : (example.audience[0] ?? '');
  return (
    accounts.find(
      ({ label, email }) => label.toLowerCase() === role || email.startsWith(`${role}@`),
    ) ?? null
  );
}
