import { idArgument } from '@causeway/subgraph-kit';
import { z } from 'zod';
import { writtenText } from '../validation/written-text.ts';

const MAXIMUM_REASON_LENGTH = 500;

const reason = writtenText(MAXIMUM_REASON_LENGTH);

export const transitionInput = z.object({ orderId: idArgument });
export const cancelInput = transitionInput.extend({ reason: reason.nullish().default(null) });
export const rejectInput = transitionInput.extend({ reason });
