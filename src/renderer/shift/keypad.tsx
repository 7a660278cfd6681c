import { useMediaQuery } from '@mantine/hooks';
import { useT } from '../i18n/i18n.tsx';
import { NumberPad, type PadKey } from '../ui/number-pad.tsx';

/** A phone brings number keys of its own; a till's touch screen does not. */
export function useKeypad(): boolean {
  return !useMediaQuery('(max-width: 47.99em)', false);
}

/** For what is being counted. */
export function CountKeypad(props: { point: boolean; onKey: (key: PadKey) => void }) {
  const t = useT();
  const isWanted = useKeypad();
  if (!isWanted) return null;
  return (
    <NumberPad
      label={t('shift.keypad')}
      height="usual"
      point={props.point ? { label: t('shift.point') } : null}
      onKey={props.onKey}
    />
  );
}
