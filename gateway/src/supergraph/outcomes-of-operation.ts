import { type DocumentNode, parse, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { LoadedSupergraph } from './load-supergraph.ts';
import { createOverrideOutcomes, type OverrideOutcomes } from './override-outcomes.ts';
import { createTypesMet } from './types-met.ts';

/** Tells what overrides can come to for the operations of a document, which is valid. */
export type OutcomesOfOperation = (document: DocumentNode) => OverrideOutcomes;

/**
 * Leaves out the overrides that no plan of a document can depend on: those of fields that it does not select, and
 * that no subgraph has to be told (`@key`, `@requires`) before it resolves what it selects.
 */
export function createOutcomesOfOperation(
  supergraph: Pick<
    LoadedSupergraph,
    'fullSchema' | 'overrideLabels' | 'fieldSets' | 'usesContexts'
  >,
): OutcomesOfOperation {
  const { fullSchema, overrideLabels, fieldSets, usesContexts } = supergraph;
  const all = createOverrideOutcomes(overrideLabels);
  // What is selected for a context is not said where it is used.
  if (all.all.length === 1 || usesContexts) return () => all;
  const typesMet = createTypesMet(fullSchema);

  return (document) => {
    const seen = new Set<string>();
    seeAll(document);
    return createOverrideOutcomes(
      overrideLabels.filter(({ fields }) => fields.some((coordinate) => seen.has(coordinate))),
    );

    function seeAll(selecting: DocumentNode): void {
      const typeInfo = new TypeInfo(fullSchema);
      const Field = ({ name }: { name: { value: string } }) => {
        const parent = typeInfo.getParentType();
        if (!parent) return;
        for (const type of typesMet(parent)) {
          see(type, type);
          see(`${type}.${name.value}`, type);
        }
      };
      visit(selecting, visitWithTypeInfo(typeInfo, { Field }));
    }

    /** A type or a field, and what has to be known before it can be had. */
    function see(what: string, type: string): void {
      if (seen.has(what)) return;
      seen.add(what);
      for (const fields of fieldSets.get(what) ?? []) {
        seeAll(parse(`fragment Told on ${type} { ${fields} }`, { noLocation: true }));
      }
    }
  };
}
