import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findRabbitmqServer, type RunningRabbitmq, startRabbitmq } from '@causeway/dev';
import { afterAll, beforeAll, describe } from 'vitest';

/** A server starts in seconds, on a busy machine in many. */
const START_TIMEOUT_MS = 120_000;
/** Larger messages are refused: less than what the tests of refusal send, more than all others. */
const LARGEST_MESSAGE_BYTES = 8_192;

/**
 * A group of tests with a real RabbitMQ of their own. Where there is none they are skipped, and say so;
 * with CAUSEWAY_REQUIRE_RABBITMQ they fail.
 */
export function describeWithRabbitmq(
  name: string,
  tests: (rabbitmq: () => RunningRabbitmq) => void,
): void {
  const isThere = findRabbitmqServer() !== null;
  if (!isThere && process.env.CAUSEWAY_REQUIRE_RABBITMQ) {
    throw new Error('There is no rabbitmq-server here.');
  }
  const why = isThere ? '' : ' (skipped: no rabbitmq-server on this machine)';
  describe.skipIf(!isThere)(`${name}${why}`, () => tests(useRabbitmq()));
}

function useRabbitmq(): () => RunningRabbitmq {
  let rabbitmq: RunningRabbitmq | undefined;
  let folder: string | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'causeway-rabbitmq-'));
    const settings = { max_message_size: LARGEST_MESSAGE_BYTES };
    rabbitmq = await startRabbitmq({ folder, settings });
  }, START_TIMEOUT_MS);
  afterAll(async () => {
    await rabbitmq?.stop();
    if (folder !== undefined) await rm(folder, { recursive: true });
  });

  return () => {
    if (rabbitmq === undefined) throw new Error('RabbitMQ runs only inside tests.');
    return rabbitmq;
  };
}
