import { type InvalidInput, invalidInput, validateInput } from '@causeway/subgraph-kit';
import type { Audit } from '../audit/audit.ts';
import type { GraphsStore } from '../graphs/graphs-store.ts';
import type { GraphRef } from '../references/graph-ref.ts';
import { requirePermission, type Token } from '../tokens/token.ts';
import type { AppendOutcome, AppendVersion, Change } from './append-version.ts';
import {
  deleteForm,
  MOST_SUBGRAPHS,
  type PublishForm,
  publishForm,
  rollbackForm,
} from './publish-input.ts';
import { type DoesNotCompose, doesNotCompose, type Published } from './publish-result.ts';
import type { EarlierVersion, Head, PublishingStore } from './publishing-store.ts';

export type Publishing = ReturnType<typeof createPublishing>;

type PublishedOutcome = Published & { readonly __typename: 'Published' };
export type PublishOutcome = PublishedOutcome | DoesNotCompose | InvalidInput;
export type RollbackOutcome =
  | PublishedOutcome
  | { readonly __typename: 'NoSuchVersion'; readonly message: string }
  | InvalidInput;

/** Publishing as the caller of this request may do it. */
export function createPublishing(parts: {
  store: PublishingStore;
  graphs: GraphsStore;
  append: AppendVersion;
  audit: Audit;
  viewer: Token;
}) {
  const { store, graphs, append, audit, viewer } = parts;

  return {
    async publish(input: unknown): Promise<PublishOutcome> {
      const checked = validateInput(publishForm, input);
      if (checked.kind === 'invalid') return checked.failure;
      const { ref, subgraphs, revision, reason } = checked.value;
      const names = subgraphs.map(({ name }) => name);
      await allow('subgraph.publish', ref, names);
      return finishComposed(
        await append({
          ...{ ref, revision, reason, by: viewer.name, cause: 'PUBLISH', restores: null },
          action: 'subgraph.publish',
          summary: `${names.join(', ')}${revision === null ? '' : ` at ${revision}`}`,
          apply: (head) => publishInto(head, checked.value),
        }),
      );
    },

    async delete(input: unknown): Promise<PublishOutcome> {
      const checked = validateInput(deleteForm, input);
      if (checked.kind === 'invalid') return checked.failure;
      const { ref, name, reason } = checked.value;
      await allow('subgraph.delete', ref, [name]);
      return finishComposed(
        await append({
          ...{ ref, reason, by: viewer.name, cause: 'DELETE', restores: null, revision: null },
          action: 'subgraph.delete',
          summary: name,
          apply: (head) => deleteFrom(head, name),
        }),
      );
    },

    /** Goes back to a version as it was, without composing: in the night, it has to work. */
    async rollback(input: unknown): Promise<RollbackOutcome> {
      const checked = validateInput(rollbackForm, input);
      if (checked.kind === 'invalid') return checked.failure;
      const { ref, to, reason } = checked.value;
      await allow('supergraph.rollback', ref, null);
      const earlier = await store.findVersion(ref.ref, to);
      if (earlier === null) {
        return { __typename: 'NoSuchVersion', message: `${ref.ref} has no version ${to}.` };
      }
      const outcome = await append({
        ...{ ref, reason, by: viewer.name, cause: 'ROLLBACK', restores: to, revision: null },
        action: 'supergraph.rollback',
        summary: `to version ${to}`,
        apply: (head) => restore(head, earlier),
      });
      if (outcome.kind === 'refused') throw new Error('What is known to compose was composed.');
      return finish(outcome);
    },
  };

  /** Throws FORBIDDEN, and notes that somebody tried, where the graph is one that the caller may know. */
  async function allow(
    action: 'subgraph.publish' | 'subgraph.delete' | 'supergraph.rollback',
    { ref, graph, variant }: GraphRef,
    subgraphs: readonly string[] | null,
  ): Promise<void> {
    try {
      if (subgraphs === null) requirePermission(viewer, 'ROLLBACK', { graph, variant });
      for (const subgraph of subgraphs ?? []) {
        requirePermission(viewer, 'PUBLISH', { graph, variant, subgraph });
      }
    } catch (error) {
      const known = await graphs.find(graph);
      const summary = subgraphs === null ? 'no right' : `${subgraphs.join(', ')}: no right`;
      if (known !== null) await audit.note({ action, graph, ref, outcome: 'REFUSED', summary });
      throw error;
    }
  }

  async function finishComposed(outcome: AppendOutcome): Promise<PublishOutcome> {
    return outcome.kind === 'refused' ? doesNotCompose(outcome.reasons) : finish(outcome);
  }

  async function finish(
    outcome: Exclude<AppendOutcome, { kind: 'refused' }>,
  ): Promise<PublishedOutcome | InvalidInput> {
    if (outcome.kind === 'invalid') return invalidInput([...outcome.fields]);
    const { version, hints, kind } = outcome;
    return { __typename: 'Published', version, hints, changed: kind === 'appended' };
  }
}

function publishInto(head: Head, { subgraphs }: PublishForm): Change {
  const fields: { path: string[]; message: string }[] = [];
  const published = subgraphs.flatMap(({ name, routingUrl, sdl }, index) => {
    const before = head.subgraphs.find((subgraph) => subgraph.name === name);
    const url = routingUrl ?? before?.routingUrl;
    if (url === undefined) {
      const message = `is needed: "${name}" is new`;
      fields.push({ path: ['subgraphs', String(index), 'routingUrl'], message });
      return [];
    }
    const isSame = before?.sdl === sdl && before.routingUrl === url;
    return isSame ? [] : [{ name, routingUrl: url, sdl }];
  });
  if (fields.length > 0) return { kind: 'invalid', fields };
  const names = new Set(published.map(({ name }) => name));
  const kept = head.subgraphs.filter(({ name }) => !names.has(name));
  if (kept.length + published.length > MOST_SUBGRAPHS) {
    const message = `would be more than ${MOST_SUBGRAPHS} with those that are there`;
    return { kind: 'invalid', fields: [{ path: ['subgraphs'], message }] };
  }
  return { kind: 'change', kept, published, changed: [...names].sort() };
}

function deleteFrom(head: Head, name: string): Change {
  const kept = head.subgraphs.filter((subgraph) => subgraph.name !== name);
  if (kept.length < head.subgraphs.length) {
    return { kind: 'change', kept, published: [], changed: [name] };
  }
  return { kind: 'invalid', fields: [{ path: ['name'], message: 'there is no such subgraph' }] };
}

function restore(head: Head, { subgraphs, composed }: EarlierVersion): Change {
  const before = new Map(head.subgraphs.map(({ name, id }) => [name, id]));
  const after = new Map(subgraphs.map(({ name, id }) => [name, id]));
  const names = new Set([...before.keys(), ...after.keys()]);
  const changed = [...names].filter((name) => before.get(name) !== after.get(name)).sort();
  return { kind: 'change', kept: subgraphs, published: [], changed, composed };
}
