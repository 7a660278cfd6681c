import type { Currency } from '../../../shared/contract/money.ts';
import type { ZReport } from '../../../shared/contract/shift.ts';
import { PlatformTag } from '../../../shared/ui/platform-tag.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { differenceText, differenceTone } from '../../shift/shift-words.ts';
import classes from './figures.module.css';
import { Line, Section, ShiftFigures } from './shift-figures.tsx';

/** A closed shift as its paper says it, the difference first. */
export function ZView({ report, currency }: { report: ZReport; currency: Currency }) {
  const t = useT();
  const { platforms, note } = report;
  return (
    <div className={classes.paper}>
      <Counting report={report} currency={currency} />
      {note === '' ? null : (
        <p className={classes.note}>
          <bdi>{note}</bdi>
        </p>
      )}
      <ShiftFigures sums={report.sums} currency={currency} />
      {platforms.length === 0 ? null : (
        <Section title={t('shift.figures.platforms')}>
          {platforms.map(({ platform, count, totalMinor }) => (
            <Line key={platform} name={<PlatformTag platform={platform} />} count={count}>
              <MoneyText minor={totalMinor} currency={currency} />
            </Line>
          ))}
        </Section>
      )}
    </div>
  );
}

function Counting({ report, currency }: { report: ZReport; currency: Currency }) {
  const t = useT();
  const locale = useLocale();
  const { countedMinor, differenceMinor, card, sums } = report;
  return (
    <Section title={t('shift.figures.count')}>
      <Line name={t('shift.figures.expected')}>
        <MoneyText minor={sums.cash.expectedMinor} currency={currency} />
      </Line>
      <Line name={t('shift.counted')}>
        <MoneyText minor={countedMinor} currency={currency} />
      </Line>
      <Line
        strong
        name={
          <Chip tone={differenceTone(differenceMinor)}>
            {differenceText(differenceMinor, currency, { t, locale })}
          </Chip>
        }
      >
        <MoneyText minor={differenceMinor} currency={currency} />
      </Line>
      {card.terminalMinor === null ? null : (
        <>
          <Line name={t('shift.figures.terminal')}>
            <MoneyText minor={card.terminalMinor} currency={currency} />
          </Line>
          <Line name={t('shift.figures.terminalDifference')}>
            <MoneyText minor={card.terminalMinor - card.expectedMinor} currency={currency} />
          </Line>
        </>
      )}
    </Section>
  );
}
