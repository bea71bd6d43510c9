import { withClient } from '@causeway/database';
import type { SubgraphCaller } from '@causeway/test-kit';
import type { createPlanLog, LoggedPlan } from './plan-log.ts';
import type { SizeCase } from './size-cases.ts';

/** What the service does beside answering. */
const BACKGROUND = /\b(reservation|outbox|inbox|dead_letter)\b/;
const FLUSH_DEADLINE_MS = 10_000;

/**
 * Prints the plans of the requests of each case, each after one to warm up; a plan that a case before it had
 * is named after that.
 */
export async function printPlans(options: {
  cases: readonly SizeCase[];
  caller: SubgraphCaller;
  adminUrl: string;
  log: ReturnType<typeof createPlanLog>;
  print: (line: string) => void;
}): Promise<void> {
  const { cases, caller, adminUrl, log, print } = options;
  const nameByShape = new Map<string, string>();
  for (const { name, requests } of cases) {
    const plans: LoggedPlan[] = [];
    for (const { query, variables } of await requests(caller)) {
      await caller.read(query, variables);
      await flush();
      await caller.read(query, variables);
      plans.push(...(await flush()).filter(isOfRequest));
    }
    print(name);
    for (const [shape, alike] of Map.groupBy(plans, shapeOf)) {
      const before = nameByShape.get(shape);
      nameByShape.set(shape, before ?? name);
      const nodes = before === undefined ? (alike[0]?.nodes ?? []) : [`as of "${before}"`];
      print([`  ${rangeOf(alike)} buffers`, ...nodes.map((node) => `    ${node}`)].join('\n'));
    }
    print('');
  }

  /** The server writes its log in order: what came before a statement of ours has come when that has. */
  async function flush(): Promise<readonly LoggedPlan[]> {
    const mark = `flush ${performance.now()}`;
    await withClient(adminUrl, (client) => client.query(`SELECT '${mark}'`));
    const plans: LoggedPlan[] = [];
    const deadline = performance.now() + FLUSH_DEADLINE_MS;
    for (;;) {
      plans.push(...log.take());
      const end = plans.findIndex(({ statement }) => statement.includes(mark));
      if (end !== -1) return plans.slice(0, end);
      if (performance.now() > deadline) throw new Error('The plans do not come.');
      await new Promise(setImmediate);
    }
  }
}

function isOfRequest({ application, statement }: LoggedPlan): boolean {
  return application === 'causeway-catalog' && !BACKGROUND.test(statement);
}

/** Equal for plans that differ by nothing but how many rows there were. */
function shapeOf({ nodes }: LoggedPlan): string {
  return nodes.map((node) => node.replace(/ \(.*rows.*\)$/, '')).join('\n');
}

function rangeOf(plans: readonly LoggedPlan[]): string {
  const buffers = plans.map((plan) => plan.buffers);
  const [least, most] = [Math.min(...buffers), Math.max(...buffers)];
  return least === most ? `${least}` : `${least} to ${most}`;
}
