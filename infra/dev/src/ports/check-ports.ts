import { createServer } from 'node:net';
import { UserError } from '../user-error.ts';
import { portHolder } from './port-holder.ts';

export interface PortUse {
  port: number;
  /** Who wants to listen there. */
  what: string;
  /** The option that chooses another port. */
  option: string;
}

/** Throws UserError, naming all taken ports at once, who holds them, and how to choose others. */
export async function checkPorts(uses: readonly PortUse[]): Promise<void> {
  const problems = await Promise.all(uses.map(problemOf));
  const taken = problems.filter((problem) => problem !== null);
  if (taken.length > 0) throw new UserError(taken.join('\n'));
}

async function problemOf({ port, what, option }: PortUse): Promise<string | null> {
  if (port === 0 || (await isFree(port))) return null;
  const holder = await portHolder(port);
  const by = holder === null ? 'another program' : holder;
  return `Port ${port} (${what}) is taken by ${by}. Stop it, or choose another with ${option}.`;
}

/** Whether nobody listens on a port of the loopback interface at the moment. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
