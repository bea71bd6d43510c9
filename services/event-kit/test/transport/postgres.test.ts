import { useEventQueue } from '@causeway/test-kit';
import { describe } from 'vitest';
import { testTransportContract } from '../support/transport-contract.ts';

describe('events on PostgreSQL', () => {
  testTransportContract(useEventQueue());
});
