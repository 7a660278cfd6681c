import { IconPlus, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../../../shared/ui/button.tsx';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { nameIn } from '../../format/names.ts';
import { useT } from '../../i18n/i18n.tsx';
import classes from './payment.module.css';
import {
  give,
  giveRest,
  type Guests,
  leftOf,
  mostGuests,
  noGuests,
  partsOf,
  type SplitProps,
  sumOfGuest,
  takeFrom,
} from './split-draft.ts';

/** Each pays what was eaten: choose a guest, then tap the dishes. */
export function SplitLines({ bill, isBusy, onSplit }: SplitProps) {
  const t = useT();
  const [guests, setGuests] = useState<Guests>(noGuests);
  const [guest, setGuest] = useState(0);
  const parts = partsOf(bill, guests);
  return (
    <>
      <p className={classes.soft}>{t('pay.linesHint')}</p>
      <div className={classes.guests} role="group" aria-label={t('pay.guests')}>
        {guests.map((shares, index) => (
          <button
            key={index}
            type="button"
            className={classes.guest}
            aria-pressed={index === guest}
            onClick={() => setGuest(index)}
          >
            <IconUser aria-hidden />
            <span>{t('pay.guest', { number: index + 1 })}</span>
            <strong>
              <MoneyText minor={sumOfGuest(bill, shares)} currency={bill.currency} quiet />
            </strong>
          </button>
        ))}
        <Button
          icon={<IconPlus aria-hidden />}
          aria-label={t('pay.moreGuests')}
          disabled={guests.length >= mostGuests}
          onClick={() => {
            setGuests([...guests, []]);
            setGuest(guests.length);
          }}
        />
      </div>
      <LeftLines
        bill={bill}
        guests={guests}
        onTap={(lineId) => setGuests(give(bill, guests, { guest, lineId }))}
      />
      <GuestLines
        bill={bill}
        guests={guests}
        guest={guest}
        onTap={(lineId) => setGuests(takeFrom(guests, { guest, lineId }))}
      />
      <Button
        disabled={bill.sums.lines.every(({ id }) => leftOf(bill, guests, id) === 0)}
        onClick={() => setGuests(giveRest(bill, guests, guest))}
      >
        {t('pay.restTo', { number: guest + 1 })}
      </Button>
      <Button
        look="primary"
        wide
        disabled={!parts || isBusy}
        onClick={() => onSplit({ kind: 'lines', parts: parts ?? [] })}
      >
        {t('pay.splitNow')}
      </Button>
    </>
  );
}

type Props = Pick<SplitProps, 'bill'> & {
  readonly guests: Guests;
  readonly onTap: (lineId: string) => void;
};

function LeftLines({ bill, guests, onTap }: Props) {
  const t = useT();
  const lines = bill.lines.filter(({ id }) => leftOf(bill, guests, id) > 0);
  if (lines.length === 0) return <p role="status">{t('pay.allGiven')}</p>;
  return (
    <ul className={classes.pieces} aria-label={t('pay.notGiven')}>
      {lines.map((line) => (
        <Piece key={line.id} line={line} count={leftOf(bill, guests, line.id)} onTap={onTap} />
      ))}
    </ul>
  );
}

function GuestLines({ bill, guests, guest, onTap }: Props & { guest: number }) {
  const t = useT();
  const shares = guests[guest] ?? [];
  if (shares.length === 0) return null;
  return (
    <section aria-label={t('pay.guest', { number: guest + 1 })}>
      <p className={classes.soft}>{t('pay.tapToReturn', { number: guest + 1 })}</p>
      <ul className={classes.pieces}>
        {shares.map(({ lineId, quantity }) => {
          const line = bill.lines.find(({ id }) => id === lineId);
          return line ? (
            <Piece key={lineId} line={line} count={quantity} isGiven onTap={onTap} />
          ) : null;
        })}
      </ul>
    </section>
  );
}

function Piece(props: {
  line: SplitProps['bill']['lines'][number];
  count: number;
  isGiven?: boolean;
  onTap: (lineId: string) => void;
}) {
  const { language, digits } = useLocale();
  const { line, count } = props;
  return (
    <li>
      <button
        type="button"
        className={classes.piece}
        data-given={props.isGiven}
        onClick={() => props.onTap(line.id)}
      >
        <span className={classes.count}>{inDigits(String(count), digits)}×</span>
        <bdi className={classes.grow}>{nameIn(line.name, language)}</bdi>
      </button>
    </li>
  );
}
