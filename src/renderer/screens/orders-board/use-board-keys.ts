import { useEffect } from 'react';

export interface BoardKeys {
  readonly move: (step: 1 | -1) => void;
  readonly open: () => void;
  readonly accept: () => void;
  readonly reject: () => void;
  readonly search: () => void;
}

/** Keys by their place on the keyboard, so that they work while it writes Arabic. */
const byPlace: Record<string, (keys: BoardKeys) => void> = {
  KeyJ: (keys) => keys.move(1),
  KeyK: (keys) => keys.move(-1),
  Enter: (keys) => keys.open(),
  KeyA: (keys) => keys.accept(),
  KeyR: (keys) => keys.reject(),
  Slash: (keys) => keys.search(),
};

export function useBoardKeys(keys: BoardKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // With shift it is another sign: a question mark asks for all the keys.
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (isTaken(event.target, event.code)) return;
      const act = byPlace[event.code];
      if (!act) return;
      event.preventDefault();
      act(keys);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys]);
}

/** Somebody is typing, a sheet lies above the board, or Enter belongs to the focused button. */
function isTaken(target: EventTarget | null, code: string): boolean {
  if (document.querySelector('[role="dialog"], [role="menu"]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('input, textarea, select')) return true;
  return code === 'Enter' && target.closest('button, a') !== null;
}
