/** How many requests a process holds at a time, so that their number has a bound. */
export interface HeldRequests {
  /** How long a request that asks to wait may do so: not at all when there is no place. `leave` gives it back. */
  enter(wantedMs: number): { readonly waitMs: number; leave(): void };
}

export function createHeldRequests({ most }: { most: number }): HeldRequests {
  let held = 0;
  return {
    enter(wantedMs) {
      if (wantedMs === 0 || held >= most) return { waitMs: 0, leave: () => {} };
      held += 1;
      return {
        waitMs: wantedMs,
        leave: () => {
          held -= 1;
        },
      };
    },
  };
}
