import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRoom, type Room, SHORT } from '../../drill/open-room.ts';
import { runScenario } from '../../drill/run-scenarios.ts';
import { scenarios } from '../../drill/scenarios/scenarios.ts';

let folder: string;
let room: Room;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'causeway-drill-'));
  room = await openRoom(folder, SHORT);
});
afterAll(async () => {
  await room.close();
  await rm(folder, { recursive: true });
});

test.each(scenarios)(
  '$name: no request fails while $summary',
  async (scenario) => {
    const { problems, passed } = await runScenario(scenario, room);
    expect(problems).toEqual([]);
    expect(passed).toBe(true);
  },
  // Finding out how much is too much takes several rounds where the machine is busy.
  300_000,
);
