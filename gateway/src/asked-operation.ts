import type { Rights } from './authorization/rights.ts';
import type { RecentUse } from './caching/recent-use.ts';
import type { SettledConditions } from './operation/settle-conditions.ts';

/** How an operation was asked for, as far as another generation has to know to prepare it beforehand. */
export interface AskedOperation {
  /** Equal for requests that differ in nothing but how overrides came out. */
  readonly identity: string;
  readonly source: string;
  /** SHA-256 of the source. */
  readonly queryHash: string;
  readonly operationName: string | undefined;
  readonly conditions: SettledConditions;
  /** What one of its callers may see; null when nothing of it depends on that. */
  readonly rights: Rights | null;
  /** Equal for operations that are planned together, since they differ in literals only; null: alone. */
  readonly family: string | null;
  readonly use: RecentUse;
}

interface Heat {
  readonly asked: AskedOperation;
  readonly uses: Set<RecentUse>;
}

/**
 * The operations that are used most of late, the hottest first. The first of a family stands for all of it,
 * however seldom each is used: with it, the others need no plan.
 */
export function hottestOf(
  operations: Iterable<AskedOperation>,
  { most, nowMs }: { most: number; nowMs: number },
): AskedOperation[] {
  const byIdentity = new Map<string, Heat>();
  for (const asked of operations) {
    const known = byIdentity.get(asked.identity);
    if (known === undefined) byIdentity.set(asked.identity, { asked, uses: new Set([asked.use]) });
    else known.uses.add(asked.use);
  }
  const alone = Array.from(byIdentity.values(), ({ asked, uses }) => ({
    ...{ asked, heat: Array.from(uses, (use) => use.at(nowMs)).reduce((a, b) => a + b) },
  }));
  const ofFamilies = new Map<string, number>();
  for (const { asked, heat } of alone) {
    if (asked.family === null) continue;
    ofFamilies.set(asked.family, (ofFamilies.get(asked.family) ?? 0) + heat);
  }
  const inOrder = alone.sort((a, b) => b.heat - a.heat);
  const together = inOrder.map(({ asked, heat }) => {
    const joint = asked.family === null ? undefined : ofFamilies.get(asked.family);
    if (asked.family !== null) ofFamilies.delete(asked.family);
    return { asked, heat: joint ?? heat };
  });
  return together
    .sort((a, b) => b.heat - a.heat)
    .slice(0, most)
    .map(({ asked }) => asked);
}
