import { IconBackspace } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../shared/ui/button.tsx';
import { inDigits, useLocale } from '../../shared/ui/locale.tsx';
import { useT } from '../i18n/i18n.tsx';
import { FailedNote } from '../ui/failed-note.tsx';
import classes from './pin-pad.module.css';

const shortest = 4;
const longest = 8;
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** A PIN by finger or keyboard. The keys stand as on a telephone, whatever the language. */
export function PinPad(props: {
  label: string;
  error: unknown;
  isPending: boolean;
  onPin: (pin: string) => void;
}) {
  const t = useT();
  const { digits } = useLocale();
  const [pin, setPin] = useState('');
  const field = useRef<HTMLInputElement>(null);
  // Also where the sheet has been open before: whoever has a keyboard types at once.
  useEffect(() => field.current?.focus(), []);
  const press = (digit: string) => setPin((typed) => (typed + digit).slice(0, longest));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (pin.length < shortest || props.isPending) return;
    props.onPin(pin);
    setPin('');
  };
  const key = (digit: string) => (
    <button key={digit} type="button" className={classes.key} onClick={() => press(digit)}>
      {inDigits(digit, digits)}
    </button>
  );
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
      <div className={classes.keys} dir="ltr">
        {keys.map(key)}
        <span />
        {key('0')}
        <button
          type="button"
          className={classes.key}
          aria-label={t('staff.erase')}
          onClick={() => setPin((typed) => typed.slice(0, -1))}
        >
          <IconBackspace aria-hidden />
        </button>
      </div>
      <Button type="submit" look="primary" wide disabled={pin.length < shortest || props.isPending}>
        {t('staff.enter')}
      </Button>
    </form>
  );
}
