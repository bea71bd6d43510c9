import { type InvalidInput, invalidInput, validateInput } from '@causeway/subgraph-kit';
import { z } from 'zod';
import type { Audit } from '../audit/audit.ts';
import type { Variant } from '../graphs/graph.ts';
import type { GraphsStore } from '../graphs/graphs-store.ts';
import { keptText } from '../kept-text.ts';
import { reference } from '../publishing/publish-input.ts';
import { type DoesNotCompose, doesNotCompose } from '../publishing/publish-result.ts';
import { requirePermission, type Token } from '../tokens/token.ts';
import type { Contract } from './contract.ts';
import type { ContractsStore } from './contracts-store.ts';
import type { FollowSource } from './follow-source.ts';

export type Contracts = ReturnType<typeof createContracts>;

const MOST_TAGS = 100;
const tags = z
  .array(keptText().min(1).max(128))
  .max(MOST_TAGS)
  .nullish()
  .transform((list) => list ?? []);

const contractForm = z.object({
  ref: reference,
  source: reference,
  includeTags: tags,
  excludeTags: tags,
  hidesUnreachable: z.boolean(),
});

/** Contracts as the caller of this request may see and set them. */
export function createContracts(parts: {
  store: ContractsStore;
  graphs: GraphsStore;
  follow: FollowSource;
  audit: Audit;
  viewer: Token;
}) {
  const { store, graphs, follow, audit, viewer } = parts;

  return {
    async of({ ref }: Variant): Promise<Contract | null> {
      return store.find(ref);
    },

    async set(
      input: unknown,
    ): Promise<(Variant & { __typename: 'Variant' }) | DoesNotCompose | InvalidInput> {
      const checked = validateInput(contractForm, input);
      if (checked.kind === 'invalid') return checked.failure;
      const { ref, source, ...terms } = checked.value;
      requirePermission(viewer, 'ADMIN', { graph: ref.graph });
      const wrong = await findWrong(ref.ref, source.ref);
      if (wrong !== null) return invalidInput([wrong]);
      if (source.graph !== ref.graph) {
        return invalidInput([{ path: ['source'], message: 'is a variant of another graph' }]);
      }
      const contract = { ...terms, ref: ref.ref, sourceRef: source.ref, problem: null };
      // Tried before it is set, so that one that cannot be cut changes nothing.
      const cut = await follow.cut(contract);
      if (cut.kind === 'refused') return doesNotCompose(cut.reasons);
      await store.put(ref, contract);
      const summary = `part of ${source.ref}: with ${list(terms.includeTags)}, without ${list(terms.excludeTags)}`;
      const event = { action: 'contract.set', graph: ref.graph, ref: ref.ref } as const;
      await audit.note({ ...event, outcome: 'DONE', summary });
      await follow.refresh(contract);
      const variant = await graphs.findVariant(ref.ref);
      if (variant === null) throw new Error(`${ref.ref} was made and is not there.`);
      return { __typename: 'Variant', ...variant };
    },
  };

  async function findWrong(ref: string, source: string) {
    const [target, origin] = await Promise.all([
      graphs.findVariant(ref),
      graphs.findVariant(source),
    ]);
    if (origin?.current == null) {
      return { path: ['source'], message: 'has no version: publish its subgraphs first' };
    }
    if ((await store.find(source)) !== null || ref === source) {
      return { path: ['source'], message: 'is a contract itself' };
    }
    if (target?.current != null && (await store.find(ref)) === null) {
      return { path: ['ref'], message: 'has subgraphs of its own: take a new name' };
    }
    return null;
  }
}

function list(names: readonly string[]): string {
  return names.length === 0 ? 'no tags' : names.join(', ');
}
