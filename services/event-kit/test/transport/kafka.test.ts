import { describe } from 'vitest';
import { testTransportContract } from '../support/transport-contract.ts';

const { KAFKA_URL } = process.env;
const why = KAFKA_URL
  ? ''
  : ' (skipped: no broker at KAFKA_URL, and none can be installed from npm or Debian)';

describe.skipIf(!KAFKA_URL)(`events on Kafka${why}`, () => {
  testTransportContract(() => KAFKA_URL ?? '');
});
