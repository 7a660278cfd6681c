import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../shared/ui/button.tsx';
import { useT } from '../i18n/i18n.tsx';
import { FailedNote } from '../ui/failed-note.tsx';
import { backKey, NumberPad, type PadKey } from '../ui/number-pad.tsx';
import classes from './pin-pad.module.css';

const shortest = 4;
const longest = 8;

/** A PIN by finger or keyboard. The keys stand as on a telephone, whatever the language. */
export function PinPad(props: {
  label: string;
  error: unknown;
  isPending: boolean;
  onPin: (pin: string) => void;
}) {
  const t = useT();
  const [pin, setPin] = useState('');
  const field = useRef<HTMLInputElement>(null);
  // Also where the sheet has been open before: whoever has a keyboard types at once.
  useEffect(() => field.current?.focus(), []);
  const press = (key: PadKey) =>
    setPin((typed) => (key === backKey ? typed.slice(0, -1) : (typed + key).slice(0, longest)));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pin.length < shortest || props.isPending) return;
    props.onPin(pin);
    setPin('');
  };
  return (
    <form className={classes.pad} onSubmit={submit}>
      <label className={classes.label}>
        <span>{props.label}</span>
        <input
          ref={field}
          className={classes.field}
          type="password"
          inputMode="none"
          autoComplete="off"
          dir="ltr"
          maxLength={longest}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
        />
      </label>
      <FailedNote error={props.error} />
      <NumberPad height="tall" point={null} onKey={press} />
      <Button type="submit" look="primary" wide disabled={pin.length < shortest || props.isPending}>
        {t('staff.enter')}
      </Button>
    </form>
  );
}
