import { openRoom, type Room, type Scale } from './open-room.ts';
import type { Outcome, Scenario } from './scenario.ts';

export interface ScenarioResult {
  readonly name: string;
  readonly passed: boolean;
  /** Null when it came to nothing: `problems` says why. */
  readonly outcome: Outcome | null;
  readonly problems: readonly string[];
}

/** Runs scenarios one after the other, each with gateways of its own. */
export async function runScenarios(
  scenarios: readonly Scenario[],
  options: { folder: string; scale: Scale; report(line: string): void },
): Promise<ScenarioResult[]> {
  const room = await openRoom(options.folder, options.scale);
  const results: ScenarioResult[] = [];
  try {
    for (const scenario of scenarios) {
      options.report(`· ${scenario.name}: ${scenario.summary}`);
      const result = await runScenario(scenario, room);
      options.report(result.passed ? '  ✓' : `  ✗ ${result.problems.join('\n    ')}`);
      results.push(result);
    }
  } finally {
    await room.close();
  }
  return results;
}

/** Never rejects: what goes wrong is a problem of the scenario. */
export async function runScenario({ name, run }: Scenario, room: Room): Promise<ScenarioResult> {
  try {
    const outcome = await run(room);
    const { failed, firstFailure, requests } = outcome;
    const failures = failed === 0 ? [] : [`${failed} of ${requests} failed: ${firstFailure}`];
    const problems = [...failures, ...outcome.problems];
    return { name, passed: problems.length === 0 && requests > 0, outcome, problems };
  } catch (error) {
    return { name, passed: false, outcome: null, problems: [String(error)] };
  } finally {
    await room.stopGateways();
  }
}
