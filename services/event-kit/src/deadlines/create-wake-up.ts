/** Lets one loop sleep, and others wake it: also before it sleeps, so that no call is lost. */
export interface WakeUp {
  call(): void;
  /** Resolves when called, or after that time. */
  wait(longestMs: number): Promise<void>;
}

export function createWakeUp(): WakeUp {
  let isCalled = false;
  let wake = () => {};
  return {
    call() {
      isCalled = true;
      wake();
    },
    async wait(longestMs) {
      if (!isCalled) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, longestMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isCalled = false;
    },
  };
}
