import { useState } from 'react';
import type { EnrolmentCode, QrDrawing } from '../../../shared/contract/terminal.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useNow } from '../../api/server-time.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Choice, Choices } from '../../ui/choice.tsx';
import classes from './terminals.module.css';

/** Address, picture of the address, code: what somebody carries to the new screen. */
export function CodeCard({ made, onAgain }: { made: EnrolmentCode; onAgain: () => void }) {
  const t = useT();
  const leftMs = made.expiresAtMs - useNow();
  if (leftMs <= 0) {
    return (
      <div className={classes.form}>
        <p>{t('terminals.expired')}</p>
        <Button look="primary" wide onClick={onAgain}>
          {t('terminals.newCode')}
        </Button>
      </div>
    );
  }
  return (
    <ol className={classes.steps}>
      <li>
        <Address addresses={made.addresses} />
      </li>
      <li>
        <span>{t('terminals.stepCode')}</span>
        <output className={classes.code} dir="ltr" aria-label={t('terminals.code')}>
          {made.code.slice(0, 4)} {made.code.slice(4)}
        </output>
        <span className={classes.soft}>
          {t('terminals.codeLeft', { count: Math.ceil(leftMs / minuteMs) })}
        </span>
      </li>
    </ol>
  );
}

/** A PC may stand in several networks: the picture is of the one that was chosen. */
function Address({ addresses }: Pick<EnrolmentCode, 'addresses'>) {
  const t = useT();
  const [place, setPlace] = useState(0);
  const chosen = addresses[place] ?? addresses[0];
  if (!chosen) return <span>{t('terminals.noNetwork')}</span>;
  return (
    <>
      <span>{t('terminals.stepOpen')}</span>
      {addresses.length === 1 ? (
        <bdi className={classes.url} dir="ltr">
          {chosen.url}
        </bdi>
      ) : (
        <Choices legend={t('terminals.address')}>
          {addresses.map(({ url }, at) => (
            <Choice
              key={url}
              kind="radio"
              group="address"
              label={<bdi dir="ltr">{url}</bdi>}
              checked={chosen.url === url}
              onChange={() => setPlace(at)}
            />
          ))}
        </Choices>
      )}
      <Qr drawing={chosen.qr} label={t('terminals.qr', { url: chosen.url })} />
    </>
  );
}

function Qr({ drawing: { side, path }, label }: { drawing: QrDrawing; label: string }) {
  return (
    <svg
      className={classes.qr}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <path d={path} />
    </svg>
  );
}
