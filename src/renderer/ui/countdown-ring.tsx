import { inDigits, useLocale } from '../../shared/ui/locale.tsx';
import { type Countdown, minutesLeft } from '../orders/countdown.ts';
import classes from './countdown-ring.module.css';

const size = 64;
const radius = 29;
const round = 2 * Math.PI * radius;

/** Time left to answer: a ring that empties clockwise in every language, as clocks are not mirrored. */
export function CountdownRing(props: { countdown: Countdown; label: string; unit: string }) {
  const { digits } = useLocale();
  const { leftMs, share, urgency } = props.countdown;
  return (
    <span className={classes.ring} data-urgency={urgency} role="timer" aria-label={props.label}>
      <svg viewBox={`0 0 ${size} ${size}`} aria-hidden="true">
        <circle className={classes.track} cx={size / 2} cy={size / 2} r={radius} />
        <circle
          className={classes.left}
          cx={size / 2}
          cy={size / 2}
          r={radius}
          strokeDasharray={`${round * share} ${round}`}
        />
      </svg>
      <span className={classes.minutes} aria-hidden="true">
        <b>{inDigits(String(minutesLeft(leftMs)), digits)}</b>
        <small>{props.unit}</small>
      </span>
    </span>
  );
}
