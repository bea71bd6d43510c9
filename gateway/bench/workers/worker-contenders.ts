import type { Contender } from '../contenders/contender.ts';

/** Our gateway as one process and as several that share its port, as `npm start -- --workers N` has it. */
export function workerContenders(own: Contender, counts: readonly number[]): readonly Contender[] {
  return counts.map((processes) => ({
    ...own,
    name: String(processes),
    processes,
    command(graph, port) {
      const command = own.command(graph, port);
      return processes === 1
        ? command
        : { ...command, env: { ...command.env, REUSE_PORT: 'true' } };
    },
  }));
}
