import type { CallState } from '../../../../../src/shared/contract/console-api.ts';
import { Chip, type Tone } from '../../../../../src/shared/ui/chip.tsx';
import { useT } from '../../i18n/i18n.tsx';

const tones: Record<CallState, Tone> = {
  received: 'new',
  applied: 'ready',
  repeated: 'neutral',
  ignored: 'neutral',
  waiting: 'waiting',
  unreadable: 'problem',
  refused: 'late',
};

export function StateChip({ state }: { state: CallState }) {
  const t = useT();
  return <Chip tone={tones[state]}>{t(`callState.${state}`)}</Chip>;
}
