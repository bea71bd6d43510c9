import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startRabbitmq } from '@causeway/dev';

export interface Broker {
  readonly eventsUrl: string;
  /** SIGKILL, and a new start on its folder. Resolves when it takes connections again. */
  killAndRestart(): Promise<void>;
}

/** Starts a RabbitMQ server of the run's own, until `cleanup`. */
export async function startBroker(folder: string, cleanup: AsyncDisposableStack): Promise<Broker> {
  const ownFolder = join(folder, 'rabbitmq');
  await mkdir(ownFolder, { recursive: true });
  const rabbitmq = await startRabbitmq({ folder: ownFolder });
  cleanup.defer(() => rabbitmq.stop());
  return {
    eventsUrl: rabbitmq.url,
    async killAndRestart() {
      await rabbitmq.kill();
      await rabbitmq.start();
    },
  };
}
