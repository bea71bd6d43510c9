import { z } from 'zod';
import {
  reference,
  revision,
  routingUrl,
  sdlText,
  subgraphName,
} from '../publishing/publish-input.ts';

const MOST_DAYS = 400;

/** What `checkSubgraph` takes. */
export const checkForm = z.object({
  ref: reference,
  name: subgraphName,
  sdl: sdlText,
  routingUrl,
  revision,
  days: z.int().min(1).max(MOST_DAYS).nullish(),
});

export type CheckForm = z.output<typeof checkForm>;
