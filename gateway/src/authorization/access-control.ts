import type { DocumentNode, FieldNode } from 'graphql';
import type { LoadedSupergraph } from '../supergraph/load-supergraph.ts';
import { createAccessTable } from './access-table.ts';
import { createDenials, type Denials } from './denials.ts';
import { leaveOutDenied, type TypedField } from './leave-out-denied.ts';
import { meets, type Rights } from './rights.ts';
import { createTouchedConditions } from './touched-conditions.ts';

/** An operation as a caller may have it. */
export interface AllowedOperation {
  /** What may be asked of subgraphs. */
  readonly planned: DocumentNode | null;
  /** What is not; empty when the caller is denied nothing. */
  readonly denied: readonly string[];
  /** Where the answer has null instead; null when nowhere. */
  readonly denials: Denials | null;
  /** How a field of the operation is asked of objects of a type. */
  askedOf(typename: string, field: FieldNode): TypedField;
}

/** The access rules of one supergraph, as operations are held to them. Conditions are numbers here. */
export interface AccessControl {
  /** The conditions that a document's answer can depend on. */
  touchedBy(document: DocumentNode): readonly number[];
  /** Those of them that a caller does not meet: callers who fail the same ones are answered alike. */
  failing(touched: readonly number[], rights: Rights): readonly number[];
  /** What of an operation is left to whoever fails these. Throws OPERATION_TOO_COMPLEX. */
  allow(planned: DocumentNode | null, failing: readonly number[]): AllowedOperation;
}

/** Makes the access control of a supergraph; null when it has no rules. */
export function createAccessControl({
  accessRules,
  apiSchema,
  fullSchema,
}: LoadedSupergraph): AccessControl | null {
  const table = createAccessTable(accessRules, fullSchema);
  if (table === null) return null;
  const { conditions } = table;
  return {
    touchedBy: createTouchedConditions(table, apiSchema),
    failing: (touched, rights) =>
      touched.filter((number) => {
        const condition = conditions[number];
        return condition === undefined || !meets(rights, condition);
      }),
    allow(planned, failing) {
      if (planned === null || failing.length === 0) return allowAll(planned);
      const denials = createDenials(table, apiSchema, failing);
      const { document, ...part } = leaveOutDenied(planned, { schema: apiSchema, denials });
      return { planned: document, denials, ...part };
    },
  };
}

/** Of an operation that is not denied anything. */
export function allowAll(planned: DocumentNode | null): AllowedOperation {
  return { planned, denied: [], denials: null, askedOf: (_typename, field) => field };
}
