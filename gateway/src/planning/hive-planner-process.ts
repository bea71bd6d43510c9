import type * as Hive from '@graphql-hive/router-query-planner';
import { fromHivePlan } from './from-hive-plan.ts';
import type { PlannerReply, PlannerRequest } from './hive-planner-messages.ts';

// The process that Hive's planner runs in: hive-planner.ts starts it, and says why it is one.

let planner: Promise<Hive.QueryPlanner> | undefined;
const underWay = new Map<number, AbortController>();

process.on('message', (request: PlannerRequest) => {
  switch (request.kind) {
    case 'load':
      planner = load(request.supergraphSdl);
      planner.then(
        () => reply({ kind: 'ready' }),
        (error) => reply({ kind: 'unusable', reason: String(error) }),
      );
      break;
    case 'plan':
      plan(request).then(reply);
      break;
    case 'cancel':
      underWay.get(request.id)?.abort();
  }
});
process.once('disconnect', () => process.exit());

async function load(supergraphSdl: string): Promise<Hive.QueryPlanner> {
  const { QueryPlanner } = await import('@graphql-hive/router-query-planner');
  return new QueryPlanner(supergraphSdl);
}

async function plan({
  id,
  operation,
  overridePercentage,
}: Extract<PlannerRequest, { kind: 'plan' }>): Promise<PlannerReply> {
  const abort = new AbortController();
  underWay.set(id, abort);
  try {
    const loaded = (await planner) as Hive.QueryPlanner;
    const plan = await loaded.planAsync(
      operation,
      null,
      new Set(),
      overridePercentage,
      abort.signal,
    );
    return { kind: 'planned', id, plan: fromHivePlan(plan) };
  } catch (error) {
    return { kind: 'failed', id, reason: String(error) };
  } finally {
    underWay.delete(id);
  }
}

function reply(message: PlannerReply): void {
  if (process.connected) process.send?.(message);
}
