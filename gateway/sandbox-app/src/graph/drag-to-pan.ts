/** Closer than this it is a click by a hand that trembles. */
const LEAST_PIXELS = 4;

/** Lets a mouse drag what a frame shows; touch and pen scroll by themselves. Returns what ends it. */
export function dragToPan(frame: HTMLElement): () => void {
  const end = new AbortController();
  const on = { signal: end.signal };
  let from: { x: number; y: number; left: number; top: number } | null = null;
  let isDragging = false;

  frame.addEventListener(
    'pointerdown',
    ({ button, pointerType, clientX, clientY }) => {
      isDragging = false;
      if (button !== 0 || pointerType !== 'mouse') return;
      from = { x: clientX, y: clientY, left: frame.scrollLeft, top: frame.scrollTop };
    },
    on,
  );
  frame.addEventListener(
    'pointermove',
    ({ pointerId, clientX, clientY }) => {
      if (from === null) return;
      const moved = { x: clientX - from.x, y: clientY - from.y };
      if (!isDragging) {
        if (Math.hypot(moved.x, moved.y) < LEAST_PIXELS) return;
        isDragging = true;
        frame.setPointerCapture(pointerId);
        frame.classList.add('is-dragged');
      }
      frame.scrollTo(from.left - moved.x, from.top - moved.y);
    },
    on,
  );
  const release = () => {
    from = null;
    frame.classList.remove('is-dragged');
  };
  frame.addEventListener('pointerup', release, on);
  frame.addEventListener('pointercancel', release, on);
  // The browser would drag the link, and open it where the drag ends.
  frame.addEventListener('dragstart', (event) => event.preventDefault(), on);
  frame.addEventListener(
    'click',
    (event) => {
      if (isDragging) event.preventDefault();
    },
    { ...on, capture: true },
  );
  return () => end.abort();
}
