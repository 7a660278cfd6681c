import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { useT } from '../i18n/i18n.tsx';
import { useShortcuts } from '../ui/shortcuts.tsx';
import { mainPlaces } from './places.ts';

/** Alt with a number goes to a place, whatever is focused and whatever the keyboard writes. */
export function PlaceKeys() {
  const t = useT();
  const [, go] = useLocation();
  useShortcuts(
    mainPlaces.map(({ name }, index) => ({ keys: [`Alt ${index + 1}`], text: t(`nav.${name}`) })),
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey) return;
      const place = mainPlaces[Number(/^Digit(\d)$/.exec(event.code)?.[1] ?? 0) - 1];
      if (!place) return;
      event.preventDefault();
      go(place.to);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [go]);
  return null;
}
