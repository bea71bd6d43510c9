import { type Group, tolerated } from './group.ts';

const QUIET_MS = 1_000;

/** What innocent clients wait while nobody is hostile: the machine's own share in every other figure. */
export const quiet: Group = {
  name: 'quiet',
  summary: 'nothing hostile at all',
  cases: () => [
    { name: 'nobody', request: () => ({ pieces: [], holdMs: QUIET_MS }), expect: tolerated },
  ],
};
