import type { LintSeverities } from '@causeway/schema-kit';
import {
  DomainError,
  type InvalidInput,
  invalidInput,
  validateInput,
} from '@causeway/subgraph-kit';
import type { CheckTask } from '../composing/compose-worker.ts';
import type { Composer } from '../composing/composer.ts';
import type { Variant } from '../graphs/graph.ts';
import type { GraphsStore } from '../graphs/graphs-store.ts';
import { problemOf } from '../publishing/publish-result.ts';
import type { Head, PublishingStore } from '../publishing/publishing-store.ts';
import { requirePermission, type Token } from '../tokens/token.ts';
import { MOST_OPERATIONS } from '../usage/record-usage.ts';
import type { UsageStore } from '../usage/usage-store.ts';
import type { UsedStore } from '../usage/used-store.ts';
import type { VersionsStore } from '../versions/versions-store.ts';
import type { AffectedOperation, Check, CheckedChange, CheckResult } from './check.ts';
import { type CheckForm, checkForm } from './check-input.ts';
import type { ChecksStore } from './checks-store.ts';
import { judgeChanges } from './judge-changes.ts';

export type Checks = ReturnType<typeof createChecks>;

/** When a breaking change is in a client's way. */
export interface CheckRules {
  readonly windowDays: number;
  readonly leastRequests: number;
  readonly ignoredClients: readonly string[];
  readonly lint: LintSeverities;
}

const DAY_MS = 24 * 3_600_000;
/** A check that hits more is refused all the same; its report would be too long to read. */
const MOST_DESCRIBED = 300;
/** Of a subgraph that has none yet: nothing is asked of it. */
const NOWHERE = 'http://subgraph.invalid/graphql';

/** Checks as the caller of this request may have them made. */
export function createChecks(parts: {
  store: ChecksStore;
  graphs: GraphsStore;
  publishing: PublishingStore;
  versions: VersionsStore;
  used: UsedStore;
  usage: UsageStore;
  composer: Composer;
  rules: CheckRules;
  viewer: Token;
  now: () => Date;
}) {
  const { store, graphs, publishing, versions, used, usage, composer, rules, viewer, now } = parts;

  return {
    async check(input: unknown): Promise<(Check & { __typename: 'Check' }) | InvalidInput> {
      const checked = validateInput(checkForm, input);
      if (checked.kind === 'invalid') return checked.failure;
      const { ref, name, revision } = checked.value;
      const { graph, variant } = ref;
      requirePermission(viewer, 'CHECK', { graph, variant, subgraph: name });
      if ((await graphs.findVariant(ref.ref)) === null) {
        const message = `there is no variant ${ref.ref}: nothing has been published to it`;
        return invalidInput([{ path: ['ref'], message }]);
      }
      const head = await publishing.readHead(ref.ref);
      const result = await judge(checked.value, head);
      const isRefused =
        result.compositionErrors.length > 0 ||
        result.changes.some(({ verdict }) => verdict === 'REFUSED') ||
        result.lint.some(({ severity }) => severity === 'ERROR');
      const subject = {
        ref: ref.ref,
        subgraph: name,
        status: isRefused ? 'FAILED' : 'PASSED',
        comparedWith: head.number,
        createdBy: viewer.name,
        createdAt: now(),
        revision,
      } as const;
      const check = await store.create(subject, result);
      return { __typename: 'Check', ...check };
    },

    async find({ ref }: Variant, id: string): Promise<Check | null> {
      if (!/^\d{1,18}$/.test(id)) throw new DomainError('BAD_USER_INPUT', '`id` is not an id.');
      return store.find(ref, BigInt(id));
    },

    async list({ ref }: Variant, page: { before: bigint | null; limit: number }) {
      return store.list(ref, page);
    },
  };

  async function judge(form: CheckForm, head: Head): Promise<CheckResult> {
    const { ref, days } = form;
    const since = new Date(now().getTime() - (days ?? rules.windowDays) * DAY_MS);
    const before = await readApiSdl(ref.ref, head);
    // Operations are read while a thread composes.
    const [{ reasons, changes: found, lint }, uses, recorded] = await Promise.all([
      composer.check({ subgraphs: withSubgraph(head, form), before, severities: rules.lint }),
      used.listUses({ ref: ref.ref, since }, rules.ignoredClients),
      usage.countOperations(ref.ref),
    ]);
    const isCompared = reasons.length === 0 && before !== null;
    const changes = judgeChanges(found, uses, rules);
    return {
      compositionErrors: reasons.map(problemOf),
      changes,
      lint,
      operations: await describe(changes, { ref: ref.ref, since }),
      operationsLookedAt: isCompared ? uses.length : 0,
      isRecordComplete: !isCompared || recorded < MOST_OPERATIONS,
      since: since.toISOString(),
    };
  }

  /** What clients see now; null where nothing has been published. */
  async function readApiSdl(ref: string, { number }: Head): Promise<string | null> {
    const version = number === null ? null : await versions.find(ref, number);
    const [api] = version === null ? [] : await versions.listTexts([version.apiHash]);
    return api?.text ?? null;
  }

  /** What the affected operations are, and whose. */
  async function describe(
    changes: readonly CheckedChange[],
    since: { ref: string; since: Date },
  ): Promise<CheckResult['operations']> {
    const ids = [...new Set(changes.flatMap(({ affected }) => affected))].slice(0, MOST_DESCRIBED);
    if (ids.length === 0) return {};
    const [operations, clients] = await Promise.all([
      used.listOperationsById(since, ids),
      used.listClients(since, ids),
    ]);
    const described = operations.map((operation): [string, AffectedOperation] => [
      operation.id,
      {
        ...operation,
        firstSeen: operation.firstSeen.toISOString(),
        lastSeen: operation.lastSeen.toISOString(),
        clients: clients
          .filter(({ operationId }) => operationId === operation.id)
          .map(({ operationId: _id, lastSeen, ...client }) => ({
            ...client,
            lastSeen: lastSeen.toISOString(),
          })),
      },
    ]);
    return Object.fromEntries(described);
  }
}

/** The one to be checked comes last. */
function withSubgraph({ subgraphs }: Head, form: CheckForm): CheckTask['subgraphs'] {
  const { name, sdl, routingUrl } = form;
  const before = subgraphs.find((subgraph) => subgraph.name === name);
  const url = routingUrl ?? before?.routingUrl ?? NOWHERE;
  const others = subgraphs
    .filter((subgraph) => subgraph !== before)
    .map((other) => ({ name: other.name, sdl: other.sdl, routingUrl: other.routingUrl }));
  return [...others, { name, sdl, routingUrl: url }];
}
