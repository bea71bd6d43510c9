import { writeFile } from 'node:fs/promises';
import { measureDisturbance } from '../measure-disturbance.ts';
import type { Room } from '../open-room.ts';
import type { Outcome, Scenario } from '../scenario.ts';
import type { DrilledGateway } from '../start-gateway.ts';

/** Gateways on one port are replaced one after the other, as a deployment does. */
export const drain: Scenario = {
  name: 'drain',
  summary: 'gateways that share a port are told to go, one after the other',
  run: (room) => replaceInTurn(room, async () => undefined),
};

/** The same while each gets another supergraph just as it is told to go. */
export const drainWhileReloading: Scenario = {
  name: 'drain-while-reloading',
  summary: 'the same, each with another supergraph at the same time',
  run: (room) =>
    replaceInTurn(room, ({ supergraphFile }) => writeFile(supergraphFile, room.supergraphOf(1))),
};

async function replaceInTurn(
  room: Room,
  justBefore: (gateway: DrilledGateway) => Promise<void>,
): Promise<Outcome> {
  // This one stays, and its event loop and heap are what is told of.
  const first = await room.startGateway();
  const { port } = first;
  let oldest = await room.startGateway({ port });
  const leave = async (gateway: DrilledGateway): Promise<string[]> => {
    await justBefore(gateway);
    gateway.process.child.kill('SIGTERM');
    const exitCode = await gateway.process.exited;
    return exitCode === 0 ? [] : [`A gateway exited with ${exitCode}.`];
  };
  return measureDisturbance({
    ...{ room, gateway: first },
    async disturb() {
      const problems: string[] = [];
      for (let round = 0; round < room.scale.rounds; round += 1) {
        const next = await room.startGateway({ port });
        problems.push(...(await leave(oldest)));
        oldest = next;
      }
      return { problems, notes: [`${room.scale.rounds} gateways replaced`] };
    },
  });
}
