import { type DocumentNode, Kind, visit } from 'graphql';

const PREFIX = 'aliased_';
/** Names that planners give to variables of their own, or may: representations, contexts, batches. */
const RESERVED = /^(_|representations|contextualArgument|aliased_)/;

export interface SafeVariables {
  readonly document: DocumentNode;
  /** The variables that have got another name: the client's name → the name in the plan. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Gives those variables of a client other names that planners use for themselves. */
export function renameVariables(document: DocumentNode): SafeVariables {
  const renamed = new Map<string, string>();
  visit(document, {
    VariableDefinition({ variable: { name } }) {
      if (RESERVED.test(name.value)) renamed.set(name.value, PREFIX + name.value);
    },
  });
  if (renamed.size === 0) return { document, renamed };
  const changed = visit(document, {
    Variable({ name }) {
      const value = renamed.get(name.value);
      return value && { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value } };
    },
  });
  return { document: changed, renamed };
}
