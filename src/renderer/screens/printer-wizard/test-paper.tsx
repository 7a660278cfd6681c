import { IconBarcode, IconCheck, IconQrcode, IconScissors } from '@tabler/icons-react';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useNow } from '../../api/server-time.tsx';
import { useT } from '../../i18n/i18n.tsx';
import classes from './test-paper.module.css';

const points = ['arabic', 'edges', 'black', 'codes', 'cut'] as const;

/** How the test page looks when all is well, and what to compare. */
export function TestPaper(props: { name: string; model: string }) {
  const t = useT();
  const now = useNow(minuteMs);
  return (
    <figure className={classes.figure}>
      <div className={classes.paper} role="img" aria-label={t('wizard.test.picture')}>
        <div dir="ltr" aria-hidden="true">
          <p className={classes.columns}>
            <bdi>{props.name}</bdi>
            <TimeText atMs={now} />
          </p>
          <p className={classes.title}>WASLA</p>
          <hr />
          <p lang="en">Test print: the printer works.</p>
          <p dir="rtl" lang="ar" className={classes.arabic}>
            طباعة تجريبية: الطابعة تعمل.
          </p>
          <p dir="rtl" lang="ar" className={classes.columns}>
            <b>شاورما دجاج</b>
            <bdi>JOD 2.750</bdi>
          </p>
          <p className={classes.black}>White on black</p>
          <p className={classes.codes}>
            <IconQrcode />
            <IconBarcode />
          </p>
          <hr />
          <p lang="en">
            <bdi>{props.model}</bdi>: the last digit below must be whole
          </p>
          <svg className={classes.ruler} viewBox="0 0 480 16">
            <text x="0" y="13" textLength="480" lengthAdjust="spacingAndGlyphs">
              {'1234567890'.repeat(4)}12345678
            </text>
          </svg>
        </div>
        <div className={classes.cut} aria-hidden="true">
          <IconScissors />
        </div>
      </div>
      <figcaption>
        <ul className={classes.points}>
          {points.map((point) => (
            <li key={point}>
              <IconCheck aria-hidden /> {t(`wizard.test.point.${point}`)}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}
