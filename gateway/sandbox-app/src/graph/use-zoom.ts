import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Size } from './lay-out-graph.ts';

const ZOOM = { least: 0.15, most: 2.5 };
/** Names are read at this and above: what does not fit is scrolled to. */
const READABLE = 0.8;

interface Point {
  x: number;
  y: number;
}

/**
 * How large a picture is drawn in a frame that scrolls. What is under `at` (in pixels of the window; the
 * frame's middle unless told) stays there.
 */
export function useZoom(frame: RefObject<HTMLElement | null>, { width, height }: Size) {
  const [zoom, setZoom] = useState(1);
  const kept = useRef<{ at: Point; content: Point } | null>(null);

  const fitting = useCallback(() => {
    const { clientWidth, clientHeight } = frame.current ?? {
      clientWidth: width,
      clientHeight: height,
    };
    return Math.min(clientWidth / width, clientHeight / height, 1);
  }, [frame, width, height]);

  useLayoutEffect(() => setZoom(Math.max(fitting(), READABLE)), [fitting]);

  useLayoutEffect(() => {
    if (frame.current === null || kept.current === null) return;
    const { at, content } = kept.current;
    const { left, top } = pictureIn(frame.current);
    frame.current.scrollLeft += left + content.x * zoom - at.x;
    frame.current.scrollTop += top + content.y * zoom - at.y;
    kept.current = null;
  }, [frame, zoom]);

  const zoomBy = useCallback(
    (factor: number, at?: Point) => {
      const box = frame.current?.getBoundingClientRect();
      if (!frame.current || !box) return;
      const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
      const { x, y } = at ?? middle;
      const { left, top } = pictureIn(frame.current);
      setZoom((now) => {
        kept.current = { at: { x, y }, content: { x: (x - left) / now, y: (y - top) / now } };
        return Math.min(ZOOM.most, Math.max(ZOOM.least, now * factor));
      });
    },
    [frame],
  );

  return { zoom, zoomBy, fit: () => setZoom(fitting()) };
}

function pictureIn(frame: HTMLElement): { left: number; top: number } {
  return frame.querySelector('svg')?.getBoundingClientRect() ?? { left: 0, top: 0 };
}
