import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import './split.css';

interface SplitProps {
  /** Names the divider for people and the stored position. */
  name: string;
  direction: 'row' | 'column';
  /** The first part's share of the space, in percent. */
  initialPercent: number;
  limitsPercent: readonly [number, number];
  /** null hides the first part and the divider. */
  first: ReactNode;
  second: ReactNode;
}

const keyStepPercent = 2;

/** Two parts with a divider between them that mouse, touch and keyboard can move. */
export function Split({
  name,
  direction,
  initialPercent,
  limitsPercent,
  first,
  second,
}: SplitProps) {
  const container = useRef<HTMLDivElement>(null);
  const [percent, setPercent] = useStoredPercent(name, initialPercent, limitsPercent);
  const isRow = direction === 'row';

  function follow(event: PointerEvent): void {
    if (!container.current || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = container.current.getBoundingClientRect();
    const share = isRow
      ? (event.clientX - box.left) / box.width
      : (event.clientY - box.top) / box.height;
    setPercent(share * 100);
  }

  function step(event: KeyboardEvent): void {
    const target = percentAfterKey(event.key, percent, isRow, limitsPercent);
    if (target === null) return;
    event.preventDefault();
    setPercent(target);
  }

  return (
    <div ref={container} className={`split split-${direction}`}>
      {first !== null && (
        <>
          <div key="first" className="split-first" style={{ flexBasis: `${percent}%` }}>
            {first}
          </div>
          {/* biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved; a focusable separator can. */}
          <div
            key="divider"
            role="separator"
            className="split-divider"
            aria-label={name}
            aria-orientation={isRow ? 'vertical' : 'horizontal'}
            aria-valuenow={Math.round(percent)}
            aria-valuemin={limitsPercent[0]}
            aria-valuemax={limitsPercent[1]}
            tabIndex={0}
            onKeyDown={step}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={follow}
            onDoubleClick={() => setPercent(initialPercent)}
          />
        </>
      )}
      <div key="second" className="split-second">
        {second}
      </div>
    </div>
  );
}

/** @returns where a key moves the divider to, or null when it is not one of its keys. */
function percentAfterKey(
  key: string,
  percent: number,
  isRow: boolean,
  [minimum, maximum]: readonly [number, number],
): number | null {
  switch (key) {
    case isRow ? 'ArrowLeft' : 'ArrowUp':
      return percent - keyStepPercent;
    case isRow ? 'ArrowRight' : 'ArrowDown':
      return percent + keyStepPercent;
    case 'Home':
      return minimum;
    case 'End':
      return maximum;
    default:
      return null;
  }
}

function useStoredPercent(
  name: string,
  initialPercent: number,
  [minimum, maximum]: readonly [number, number],
): [number, (percent: number) => void] {
  const key = `causeway:split:${name}`;
  const within = (percent: number) => Math.min(maximum, Math.max(minimum, percent));
  const [percent, setPercent] = useState(() => {
    const stored = Number.parseFloat(localStorage.getItem(key) ?? '');
    return within(Number.isFinite(stored) ? stored : initialPercent);
  });
  return [
    percent,
    (next) => {
      setPercent(within(next));
      localStorage.setItem(key, within(next).toFixed(1));
    },
  ];
}
