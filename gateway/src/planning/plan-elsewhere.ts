import type { Planner } from './planner.ts';

/** A planner that runs in a thread or process of its own. */
export interface PlannerElsewhere extends Pick<Planner, 'plan'> {
  /** Whether it takes no more operations. */
  readonly hasEnded: boolean;
  end(): void;
}

/** Starts a planner whenever an operation comes and none runs; `first` runs already. */
export function planElsewhere(start: () => PlannerElsewhere, first?: PlannerElsewhere): Planner {
  let running = first;
  let underWay = 0;
  let isRetired = false;
  const endIfIdle = () => {
    if (isRetired && underWay === 0) running?.end();
  };
  return {
    async plan(operation) {
      if (running === undefined || running.hasEnded) running = start();
      underWay += 1;
      try {
        return await running.plan(operation);
      } finally {
        underWay -= 1;
        endIfIdle();
      }
    },
    retire() {
      isRetired = true;
      endIfIdle();
    },
  };
}
