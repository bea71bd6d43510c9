import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { dragToPan } from './drag-to-pan.ts';
import type { Placed, Size } from './lay-out-graph.ts';
import { useZoom } from './use-zoom.ts';

const STEP = 1.25;

/**
 * What a large picture is looked at through: scrolled, dragged, and zoomed by buttons, `+`, `-` and `0`, or
 * Ctrl and the wheel, which is what a pinch on a touchpad is. `inView` is brought in sight when it changes.
 */
export function GraphFrame(props: { size: Size; inView: Placed | null; children: ReactNode }) {
  const { size, inView, children } = props;
  const { width, height } = size;
  const frame = useRef<HTMLElement>(null);
  const { zoom, zoomBy, fit } = useZoom(frame, size);

  useEffect(() => (frame.current ? dragToPan(frame.current) : undefined), []);
  useEffect(() => {
    const element = frame.current;
    const zoomWithWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomBy(Math.exp(-event.deltaY / 300), { x: event.clientX, y: event.clientY });
    };
    // React's own are passive, which cannot keep the browser from zooming the page.
    element?.addEventListener('wheel', zoomWithWheel, { passive: false });
    return () => element?.removeEventListener('wheel', zoomWithWheel);
  }, [zoomBy]);
  const zoomNow = useRef(zoom);
  zoomNow.current = zoom;
  useLayoutEffect(() => {
    if (frame.current && inView) bringInView(frame.current, inView, zoomNow.current);
  }, [inView]);

  function zoomWithKey({ key, ctrlKey, metaKey }: KeyboardEvent): void {
    if (ctrlKey || metaKey) return;
    if (key === '+' || key === '=') zoomBy(STEP);
    else if (key === '-') zoomBy(1 / STEP);
    else if (key === '0') fit();
  }

  return (
    <div className="graph-picture">
      <section
        className="graph-frame"
        aria-label="Picture of the graph"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard.
        tabIndex={0}
        ref={frame}
        onKeyDown={zoomWithKey}
      >
        {/* The list beside it says the same to those who do not see it. */}
        <svg
          aria-hidden="true"
          width={width * zoom}
          height={height * zoom}
          viewBox={`0 0 ${width} ${height}`}
        >
          {children}
        </svg>
      </section>
      <div className="graph-controls">
        <p className="graph-hint">Drag to move, Ctrl and wheel to zoom</p>
        <button
          type="button"
          className="button"
          aria-label="Smaller"
          onClick={() => zoomBy(1 / STEP)}
        >
          −
        </button>
        <button type="button" className="button" aria-label="Larger" onClick={() => zoomBy(STEP)}>
          +
        </button>
        <button type="button" className="button" onClick={fit}>
          Fit
        </button>
      </div>
    </div>
  );
}

function bringInView(frame: HTMLElement, { x, y, width, height }: Placed, zoom: number): void {
  const { scrollLeft, scrollTop, clientWidth, clientHeight } = frame;
  const isSeen =
    x * zoom >= scrollLeft &&
    (x + width) * zoom <= scrollLeft + clientWidth &&
    y * zoom >= scrollTop &&
    (y + height) * zoom <= scrollTop + clientHeight;
  if (isSeen) return;
  frame.scrollTo(
    (x + width / 2) * zoom - clientWidth / 2,
    (y + height / 2) * zoom - clientHeight / 2,
  );
}
