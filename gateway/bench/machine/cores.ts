import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const GATEWAY_CORE = 0;
const LOAD_CORE = 1;

/** Where gateways and load run. Without `taskset`, or on one core, nothing is pinned. */
export const arePinned =
  availableParallelism() > 1 && spawnSync('taskset', ['--version']).error === undefined;

/** Moves this process, with all its threads, to the core of the load. */
export function moveToLoadCore(): void {
  if (arePinned) spawnSync('taskset', ['-acp', String(LOAD_CORE), String(process.pid)]);
}

/** The command that runs a program on the core of the gateways. */
export function onGatewayCore(command: readonly string[]): readonly string[] {
  return arePinned ? ['taskset', '-c', String(GATEWAY_CORE), ...command] : command;
}
