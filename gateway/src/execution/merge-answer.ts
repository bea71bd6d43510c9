import type { SubgraphResponse } from '../transport/subgraph-service.ts';
import type { EntityBatch } from './collect-batches.ts';
import type { Step } from './compile-plan.ts';
import type { Data } from './data.ts';
import { mergeData } from './merge-data.ts';
import type { Surroundings } from './plan-run.ts';
import { rewriteData } from './rewrite-data.ts';

/** Adds what a subgraph answered to a step to what is known: at the root, or to the step's entities. */
export function mergeAnswer(
  { fetch, asked }: Step,
  batches: readonly EntityBatch[],
  { data, dataJson }: SubgraphResponse,
  { run, runner, isAlone }: Surroundings,
): void {
  if (!data) return;
  if (batches.length === 0) {
    rewriteData(data, fetch.outputRewrites, runner.matches);
    if (isAlone) {
      run.data = data;
      if (fetch.outputRewrites.length === 0) run.dataJson = dataJson;
    } else mergeData(run.data, data, { asked, matches: runner.matches });
    return;
  }
  for (const { entities, targets } of batches) {
    const options = { asked: asked?.get(entities.responseName), matches: runner.matches };
    const answered = (data[entities.responseName] ?? []) as readonly (Data | null)[];
    answered.forEach((entity, index) => {
      if (entity === null) return;
      rewriteData(entity, entities.outputRewrites, runner.matches);
      targets[index]?.forEach((target, nth) => {
        const own = nth === 0 || entities.isShareable ? entity : structuredClone(entity);
        mergeData(target, own, options);
      });
    });
  }
}
