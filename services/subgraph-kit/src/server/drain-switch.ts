/** Whether the process is on its way out. Once on, it stays on. */
export interface DrainSwitch {
  readonly isDraining: boolean;
  startDraining(): void;
}

export function createDrainSwitch(): DrainSwitch {
  let isDraining = false;
  return {
    get isDraining() {
      return isDraining;
    },
    startDraining() {
      isDraining = true;
    },
  };
}
