import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of RabbitMQ's server on this machine; null when there is none. */
export function findRabbitmqServer(): string | null {
  // On Debian the program on the PATH changes the account first; this is the one behind it.
  const folders = ['/usr/lib/rabbitmq/bin', ...(process.env.PATH ?? '').split(delimiter)];
  const paths = folders.map((folder) => join(folder, 'rabbitmq-server'));
  return paths.find((path) => existsSync(path)) ?? null;
}
