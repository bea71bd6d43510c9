import { FleetingMap } from '../caching/fleeting-map.ts';

/** The requests that are not answered yet, each by what gives it up. */
export interface OpenRequests {
  enter(abort: AbortController): void;
  leave(abort: AbortController): void;
  /** Gives all of them up, for a reason. */
  cutOff(reason: Error): void;
}

export function createOpenRequests(): OpenRequests {
  const open = new FleetingMap<AbortController, AbortController>();
  return {
    enter: (abort) => open.set(abort, abort),
    leave: (abort) => open.delete(abort),
    cutOff(reason) {
      for (const abort of open.values()) abort.abort(reason);
    },
  };
}
