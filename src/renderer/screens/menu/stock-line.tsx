import { Switch } from '@mantine/core';
import type { Outage } from '../../../shared/contract/menu.ts';
import { hourMs, minuteMs } from '../../../shared/kit/clock.ts';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { useNow } from '../../api/server-time.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import classes from './menu.module.css';
import { type Span, spans, type StockRow, toOutageSpan, untilWords } from './stock.ts';
import { useMenuChange } from './use-menu-change.ts';

/** One thing that can be had or not. Off is until tomorrow at first; how long is one more tap. */
export function StockLine({ row }: { row: StockRow }) {
  const t = useT();
  const { kind, id, name } = row;
  const change = useMenuChange((api, span: Span | null) =>
    api.setAvailability({ kind, id, out: span && toOutageSpan(span) }),
  );
  const wanted = change.isPending ? change.variables : undefined;
  const isOut = wanted === undefined ? row.outage !== null : wanted !== null;
  return (
    <li className={classes.line} data-out={isOut}>
      <span className={classes.name}>
        <bdi>{name}</bdi>
        <small>
          {row.otherName === '' ? null : <bdi>{row.otherName}</bdi>}
          <bdi>{row.place}</bdi>
        </small>
      </span>
      {isOut ? (
        <HowLong row={row} wanted={wanted} onChoose={(span) => change.mutate(span)} />
      ) : null}
      <Switch
        className={classes.switch ?? ''}
        classNames={{ trackLabel: classes.switchLabel ?? '' }}
        size="xl"
        aria-label={t('stock.available', { name })}
        onLabel={t('stock.on')}
        offLabel={t('stock.off')}
        checked={!isOut}
        onChange={(event) => change.mutate(event.currentTarget.checked ? null : 'tomorrow')}
      />
      <FailedNote error={change.error} />
    </li>
  );
}

function HowLong(props: {
  row: StockRow;
  wanted: Span | null | undefined;
  onChoose: (span: Span) => void;
}) {
  const t = useT();
  const { outage, name } = props.row;
  const nowMs = useNow(minuteMs);
  return (
    <span className={classes.howLong}>
      <span className={classes.until}>
        {outage && !props.wanted ? <Until outage={outage} /> : null}
      </span>
      <span className={classes.spans} role="group" aria-label={t('stock.howLong', { name })}>
        {spans.map((span) => (
          <button
            key={span}
            type="button"
            className={classes.span}
            aria-pressed={(props.wanted ?? (outage ? likelySpan(outage, nowMs) : null)) === span}
            onClick={() => props.onChoose(span)}
          >
            {t(`stock.span.${span}`)}
          </button>
        ))}
      </span>
    </span>
  );
}

/** Which of the three was tapped is not kept; what is left of it tells. */
function likelySpan({ untilMs }: Outage, nowMs: number): Span {
  if (untilMs === null) return 'for_good';
  return untilMs - nowMs <= hourMs ? 'hour' : 'tomorrow';
}

function Until({ outage }: { outage: Outage }) {
  const t = useT();
  const locale = useLocale();
  const nowMs = useNow(minuteMs);
  return untilWords(outage.untilMs, nowMs, { t, locale });
}
