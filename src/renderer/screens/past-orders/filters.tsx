import { IconBuildingStore, IconCalendar, IconCircleCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { outcomes } from '../../../shared/contract/search.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { platformName } from '../../../shared/ui/platform-tag.tsx';
import { type DayRange, dayText, rangeOf, rangeText } from '../../days/day-ranges.ts';
import { DaysFields } from '../../days/days-fields.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { AmountFilter } from './amount-filter.tsx';
import { FilterMenu } from './filter-menu.tsx';
import classes from './past-orders.module.css';
import { noFilters, type PastSearch } from './use-search.ts';

/** What narrows the orders, each chip in the words of what it lets through. */
export function Filters(props: { search: PastSearch; currency: string }) {
  const t = useT();
  const { search, currency } = props;
  const { filters, setFilters, today } = search;
  const [isChoosing, setChoosing] = useState(false);
  const clear = () => {
    setChoosing(false);
    setFilters(noFilters);
  };
  return (
    <div className={classes.filters} role="group" aria-label={t('past.filters')}>
      <DaysFilter search={search} onChoosing={setChoosing} />
      <PlatformFilter search={search} />
      <OutcomeFilter search={search} />
      <AmountFilter
        currency={currency}
        minMinor={filters.minMinor}
        maxMinor={filters.maxMinor}
        onChange={(bounds) => setFilters({ ...filters, ...bounds })}
      />
      {filters === noFilters ? null : (
        <Button look="quiet" icon={<IconX aria-hidden />} onClick={clear}>
          {t('past.clear')}
        </Button>
      )}
      {isChoosing && filters.days && today ? (
        <div className={classes.days}>
          <DaysFields
            range={filters.days}
            today={today}
            onChange={(days) => setFilters({ ...filters, days })}
          />
        </div>
      ) : null}
    </div>
  );
}

const offered = ['today', 'yesterday', 'last7', 'last30'] as const;

function DaysFilter(props: { search: PastSearch; onChoosing: (isChoosing: boolean) => void }) {
  const t = useT();
  const locale = useLocale();
  const { filters, setFilters, today = '' } = props.search;
  const set = (days: DayRange | null, isChoosing = false) => {
    props.onChoosing(isChoosing);
    setFilters({ ...filters, days });
  };
  const isRange = (range: DayRange) =>
    filters.days?.from === range.from && filters.days.to === range.to;
  const named = today === '' ? undefined : offered.find((name) => isRange(rangeOf(name, today)));
  const says = () => {
    if (!filters.days) return t('past.anyTime');
    if (named) return rangeText(named, t);
    const { from, to } = filters.days;
    const days = { from: dayText(from, locale), to: dayText(to, locale) };
    return from === to ? days.from : t('days.range', days);
  };
  return (
    <FilterMenu
      name={t('past.filter.when')}
      icon={<IconCalendar aria-hidden />}
      says={says()}
      isOn={filters.days !== null}
      options={[
        {
          key: 'any',
          text: t('past.anyTime'),
          isChosen: filters.days === null,
          choose: () => set(null),
        },
        ...offered.map((name) => ({
          key: name,
          text: rangeText(name, t),
          isChosen: name === named,
          choose: () => set(rangeOf(name, today)),
        })),
        {
          key: 'choose',
          text: t('days.choose'),
          isChosen: filters.days !== null && !named,
          choose: () => set(filters.days ?? rangeOf('today', today), true),
        },
      ]}
    />
  );
}

function PlatformFilter({ search }: { search: PastSearch }) {
  const t = useT();
  const { language } = useLocale();
  const { filters, setFilters, platforms } = search;
  const set = (platform: string | null) => setFilters({ ...filters, platform });
  return (
    <FilterMenu
      name={t('past.filter.channel')}
      icon={<IconBuildingStore aria-hidden />}
      says={
        filters.platform === null ? t('past.anyChannel') : platformName(filters.platform, language)
      }
      isOn={filters.platform !== null}
      options={[
        {
          key: '',
          text: t('past.anyChannel'),
          isChosen: filters.platform === null,
          choose: () => set(null),
        },
        ...platforms.map((platform) => ({
          key: platform,
          text: platformName(platform, language),
          isChosen: platform === filters.platform,
          choose: () => set(platform),
        })),
      ]}
    />
  );
}

function OutcomeFilter({ search }: { search: PastSearch }) {
  const t = useT();
  const { filters, setFilters } = search;
  return (
    <FilterMenu
      name={t('past.filter.outcome')}
      icon={<IconCircleCheck aria-hidden />}
      says={t(filters.outcome === null ? 'past.anyOutcome' : `past.outcome.${filters.outcome}`)}
      isOn={filters.outcome !== null}
      options={[
        {
          key: 'any',
          text: t('past.anyOutcome'),
          isChosen: filters.outcome === null,
          choose: () => setFilters({ ...filters, outcome: null }),
        },
        ...outcomes.map((outcome) => ({
          key: outcome,
          text: t(`past.outcome.${outcome}`),
          isChosen: outcome === filters.outcome,
          choose: () => setFilters({ ...filters, outcome }),
        })),
      ]}
    />
  );
}
