import { useRef, type PointerEvent } from 'react';

/** So far a finger has to go before what it lets go of is gone. */
const farPx = 96;
/** Less than this is a tap of a hand that is not steady. */
const nearPx = 8;

/**
 * Pulls a row aside by finger in either direction; let go far enough, `onGone` is called. The row follows the finger
 * without being drawn anew.
 *
 * @param onGone null where the row stays
 */
export function useSwipe(onGone: (() => void) | null) {
  const start = useRef<{ x: number; moved: boolean } | null>(null);
  const wasPulled = useRef(false);
  if (!onGone) return {};
  const end = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.style.removeProperty('translate');
    const begun = start.current;
    start.current = null;
    wasPulled.current = begun?.moved ?? false;
    if (begun && event.type === 'pointerup' && Math.abs(event.clientX - begun.x) > farPx) onGone();
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType !== 'mouse') start.current = { x: event.clientX, moved: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const begun = start.current;
      if (!begun) return;
      const byPx = event.clientX - begun.x;
      if (!begun.moved && Math.abs(byPx) < nearPx) return;
      begun.moved = true;
      event.currentTarget.setPointerCapture(event.pointerId);
      event.currentTarget.style.translate = `${byPx}px`;
    },
    onPointerUp: end,
    onPointerCancel: end,
    // A pull ends in a click on the row that was pulled; it is not meant.
    onClickCapture: (event: { stopPropagation: () => void }) => {
      if (wasPulled.current) event.stopPropagation();
      wasPulled.current = false;
    },
  };
}
