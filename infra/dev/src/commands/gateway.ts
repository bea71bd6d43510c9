import { runInForeground } from '../process/run-program.ts';
import { inRepository, repository } from '../repository.ts';
import { gatewayNodeFlags } from '../stack/gateway-node-flags.ts';

/** The gateway alone, on any supergraph; the arguments are the gateway's own. */
export function run(args: string[]): Promise<number> {
  const entry = inRepository('gateway/src/main.ts');
  return runInForeground(
    process.execPath,
    [...gatewayNodeFlags, entry, ...args.filter((arg) => arg !== '--')],
    repository,
  );
}
