import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { OrderView } from '../../../shared/contract/branch-api.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { platformName } from '../../../shared/ui/platform-tag.tsx';
import { useT } from '../../i18n/i18n.tsx';
import {
  choicesOf,
  isFiltering,
  noFilter,
  type OrderFilter,
  toggled,
} from '../../orders/filter.ts';
import fading from '../../ui/fading.module.css';
import classes from './filter-chips.module.css';

interface Props {
  readonly views: readonly OrderView[];
  readonly lateCount: number;
  readonly filter: OrderFilter;
  readonly onFilter: (filter: OrderFilter) => void;
}

/** What the list can be narrowed to, each with its count; a list whose orders are all alike has none. */
export function FilterChips({ views, lateCount, filter, onFilter }: Props) {
  const t = useT();
  const { language } = useLocale();
  const { platforms, kinds } = choicesOf(views);
  const chip = (
    name: string,
    text: ReactNode,
    { count, on, filtered }: { count: number; on: boolean; filtered: OrderFilter },
  ) => (
    <FilterChip key={name} text={text} count={count} on={on} onToggle={() => onFilter(filtered)} />
  );
  return (
    <div
      className={`${classes.chips} ${fading.fading}`}
      role="group"
      aria-label={t('board.filter.label')}
    >
      {lateCount > 0 || filter.late
        ? chip('late', t('board.filter.late'), {
            count: lateCount,
            on: filter.late,
            filtered: { ...filter, late: !filter.late },
          })
        : null}
      {shown(platforms, filter.platforms).map(({ name, count }) =>
        chip(name, platformName(name, language), {
          count,
          on: filter.platforms.has(name),
          filtered: { ...filter, platforms: toggled(filter.platforms, name) },
        }),
      )}
      {shown(kinds, filter.kinds).map(({ name, count }) =>
        chip(name, t(`board.filter.kind.${name}`), {
          count,
          on: filter.kinds.has(name),
          filtered: { ...filter, kinds: toggled(filter.kinds, name) },
        }),
      )}
      {isFiltering(filter) ? (
        <button type="button" className={classes.all} onClick={() => onFilter(noFilter)}>
          <IconX aria-hidden />
          {t('board.filter.all')}
        </button>
      ) : null}
    </div>
  );
}

/** One choice is none; what is chosen stays to be taken back, also when its last order has gone. */
function shown<Name extends string>(
  choices: readonly { readonly name: Name; readonly count: number }[],
  chosen: ReadonlySet<Name>,
): readonly { readonly name: Name; readonly count: number }[] {
  const gone = [...chosen].filter((name) => choices.every((choice) => choice.name !== name));
  const all = [...choices, ...gone.map((name) => ({ name, count: 0 }))];
  return all.length > 1 || chosen.size > 0 ? all : [];
}

function FilterChip(props: { text: ReactNode; count: number; on: boolean; onToggle: () => void }) {
  const { digits } = useLocale();
  return (
    <button type="button" className={classes.chip} aria-pressed={props.on} onClick={props.onToggle}>
      <bdi>{props.text}</bdi>
      <span className={classes.count}>{inDigits(String(props.count), digits)}</span>
    </button>
  );
}
