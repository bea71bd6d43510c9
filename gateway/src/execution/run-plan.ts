import type { SubgraphResponse } from '../transport/subgraph-service.ts';
import { collectBatches, type EntityBatch } from './collect-batches.ts';
import type { Step } from './compile-plan.ts';
import { mergeAnswer } from './merge-answer.ts';
import type { OperationRequest } from './operation-request.ts';
import { placeErrors } from './place-errors.ts';
import type { PlanRun, PlanRunner, Surroundings } from './plan-run.ts';
import { sendStep } from './send-step.ts';
import { stepError } from './subgraph-errors.ts';

/** Runs the steps of a plan, each as soon as those it depends on are done. Never rejects. */
export async function runPlan(
  steps: readonly Step[],
  runner: PlanRunner,
  request: OperationRequest,
): Promise<PlanRun> {
  const run: PlanRun = {
    data: {},
    dataJson: undefined,
    errors: [],
    failed: new Set(),
    sent: new Map(),
  };
  const isAlone = steps.length === 1;
  const done: Promise<void>[] = [];
  for (const step of steps) {
    const start = () => runStepSafely(step, { run, runner, request, isAlone });
    const [first] = step.after;
    done.push(
      first === undefined
        ? start()
        : step.after.length === 1
          ? (done[first] as Promise<void>).then(start)
          : Promise.all(step.after.map((index) => done[index])).then(start),
    );
  }
  await Promise.all(done);
  return run;
}

/** What one answer holds can make it impossible to go on from there: it costs no more than that. */
async function runStepSafely(step: Step, around: Surroundings): Promise<void> {
  try {
    await runStep(step, around);
  } catch (error) {
    around.run.errors.push(stepError(step.fetch.subgraph, error));
  }
}

async function runStep(step: Step, around: Surroundings): Promise<void> {
  const batches = step.entities.flatMap((entities) => collectBatches(entities, around));
  if (step.entities.length > 0 && batches.every(({ json }) => json.length === 0)) return;
  const response = await sendStep(step, batches, around);
  if (response.errors && response.errors.length > 0) {
    const placed = placeErrors({
      step,
      batches,
      response,
      around: { ...around.runner, ...around.run },
    });
    around.run.errors.push(...placed);
    noteFailed(batches, response, around.run);
  }
  mergeAnswer(step, batches, response, around);
}

function noteFailed(
  batches: readonly EntityBatch[],
  { data }: SubgraphResponse,
  { data: root, failed }: PlanRun,
): void {
  if (batches.length === 0 && !data) failed.add(root);
  for (const { entities, targets } of batches) {
    const answered = data?.[entities.responseName] as readonly unknown[] | null | undefined;
    for (const [index, objects] of targets.entries()) {
      if (answered?.[index]) continue;
      for (const object of objects) failed.add(object);
    }
  }
}
