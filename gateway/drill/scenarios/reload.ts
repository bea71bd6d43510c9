import { rename, symlink, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { measureDisturbance } from '../measure-disturbance.ts';
import type { Room } from '../open-room.ts';
import type { Scenario } from '../scenario.ts';
import type { DrilledGateway } from '../start-gateway.ts';
import { until } from '../until.ts';
import { untilRound } from '../until-round.ts';

/** Longer than the gateway takes to look at the file, and to believe that it is whole. */
const SEEN_MS = 800;

type PutSupergraph = (gateway: DrilledGateway, supergraph: string) => Promise<void>;

/** Each way in which the file of a supergraph can come to be another. */
export const reloads: readonly Scenario[] = [
  reload('reload-rewrite', 'the supergraph is written in place', ({ supergraphFile }, text) =>
    writeFile(supergraphFile, text),
  ),
  reload('reload-rename', 'another file is renamed over it', putByRename),
  reload('reload-symlink', 'a symbolic link is switched', async ({ supergraphFile }, text) => {
    const target = `${supergraphFile}.${text.length}.${Date.now()}`;
    const link = `${target}.link`;
    await writeFile(target, text);
    await symlink(target, link);
    await rename(link, supergraphFile);
  }),
  reload('reload-half-written', 'half of it is there for a while', async (gateway, text) => {
    await writeFile(gateway.supergraphFile, text.slice(0, text.length / 2));
    await sleep(SEEN_MS);
    await writeFile(gateway.supergraphFile, text);
  }),
  reload('reload-invalid', 'something else is there for a while', async (gateway, text) => {
    await writeFile(gateway.supergraphFile, 'type Query { hello: String }');
    await until(
      () => gateway.process.output().includes('supergraph refused'),
      'Nothing in the log says that the supergraph was refused.',
    );
    await writeFile(gateway.supergraphFile, text);
  }),
  reload('reload-often', 'it is swapped again and again', putByRename, ({ swaps }) => swaps),
];

async function putByRename({ supergraphFile }: DrilledGateway, text: string): Promise<void> {
  await writeFile(`${supergraphFile}.next`, text);
  await rename(`${supergraphFile}.next`, supergraphFile);
}

function reload(
  name: string,
  summary: string,
  put: PutSupergraph,
  times: (scale: Room['scale']) => number = ({ rounds }) => rounds,
): Scenario {
  return {
    ...{ name, summary },
    async run(room) {
      const gateway = await room.startGateway();
      const rounds = times(room.scale);
      return measureDisturbance({
        ...{ room, gateway },
        async disturb() {
          for (let round = 1; round <= rounds; round += 1) {
            await put(gateway, room.supergraphOf(round));
            await untilRound(gateway, round);
          }
          return { notes: [`${rounds} supergraphs`] };
        },
      });
    },
  };
}
