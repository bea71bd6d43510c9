import { measureDisturbance } from '../measure-disturbance.ts';
import type { Scenario } from '../scenario.ts';

/** A subgraph is replaced behind its address, as a deployment does, while the gateway asks it. */
export const subgraphRestart: Scenario = {
  name: 'subgraph-restart',
  summary: 'a subgraph is replaced while it is asked',
  async run(room) {
    const gateway = await room.startGateway();
    return measureDisturbance({
      ...{ room, gateway },
      async disturb() {
        const problems: string[] = [];
        for (let round = 0; round < room.scale.rounds; round += 1) {
          const exitCode = await room.subgraphs.alone.replace();
          if (exitCode !== 0) problems.push(`The subgraph exited with ${exitCode}.`);
        }
        return { problems, notes: [`${room.scale.rounds} restarts`] };
      },
    });
  },
};
