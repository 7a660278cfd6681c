import { IconCheck, IconPlus } from '@tabler/icons-react';
import type { Choice } from '../../../shared/contract/bill.ts';
import type { ModifierGroup, ModifierOption } from '../../../shared/contract/menu.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { MoneyText } from '../../../shared/ui/money-text.tsx';
import { useT, type T } from '../../i18n/i18n.tsx';
import { groupsOf, menuName, type MenuBook } from '../../selling/menu-book.ts';
import { countIn, takenAgain, toggled, withInner, type Unanswered } from './choices.ts';
import classes from './choice-groups.module.css';
import { OutText } from './out-text.tsx';

interface Asking {
  readonly book: MenuBook;
  readonly groupIds: readonly string[];
  readonly choices: readonly Choice[];
  /** Where somebody wanted to go on without an answer. */
  readonly unanswered: Unanswered | undefined;
  readonly onChange: (choices: readonly Choice[]) => void;
  readonly currency: string;
  /** The option that asks; null on the dish itself. */
  readonly optionId?: string | null;
}

/** The questions of a dish or of an option on it, those that must be answered first. */
export function ChoiceGroups(props: Asking) {
  return groupsOf(props.book, props.groupIds).map((group) => (
    <Group key={group.id} {...props} group={group} />
  ));
}

/** How many may be chosen, as one would say it. */
function rangeText({ min, max }: ModifierGroup, t: T): string {
  if (min === 0) return t('sell.choose.upTo', { count: max });
  if (min === max) return t('sell.choose.exactly', { count: min });
  return t('sell.choose.between', { min, count: max });
}

export const groupElementId = (group: ModifierGroup, optionId: string | null) =>
  `choose-${optionId ?? 'dish'}-${group.id}`;

function Group(props: Asking & { group: ModifierGroup }) {
  const t = useT();
  const { language } = useLocale();
  const { group, choices, unanswered, optionId = null } = props;
  const isMissed = unanswered?.group.id === group.id && unanswered.optionId === optionId;
  const count = countIn(group, choices);
  return (
    <fieldset
      className={classes.group}
      id={groupElementId(group, optionId)}
      data-missed={isMissed}
      data-inner={optionId !== null}
    >
      <legend>
        <bdi className={classes.title}>{menuName(group.name, language)}</bdi>
        <span className={classes.range} data-done={count >= group.min}>
          {isMissed ? t('sell.choose.missing', { count: unanswered.missing }) : rangeText(group, t)}
        </span>
      </legend>
      <div className={classes.options}>
        {group.options.map((option) => (
          <Option key={option.id} {...props} option={option} isFull={count >= group.max} />
        ))}
      </div>
    </fieldset>
  );
}

interface OptionProps extends Asking {
  readonly group: ModifierGroup;
  readonly option: ModifierOption;
  /** The group takes no more. */
  readonly isFull: boolean;
}

function Option(props: OptionProps) {
  const t = useT();
  const { language } = useLocale();
  const { group, option, choices, onChange } = props;
  const chosen = choices.find((choice) => choice.optionId === option.id);
  return (
    <>
      <div className={classes.row}>
        <OptionButton {...props} chosen={chosen} />
        {chosen && group.max > 1 ? (
          <button
            type="button"
            className={classes.again}
            aria-label={t('sell.choose.again', { name: menuName(option.name, language) })}
            disabled={props.isFull}
            onClick={() => onChange(takenAgain(group, choices, option.id))}
          >
            <IconPlus aria-hidden />
          </button>
        ) : null}
      </div>
      {chosen && option.groupIds.length > 0 ? (
        <ChoiceGroups
          {...props}
          groupIds={option.groupIds}
          choices={chosen.choices}
          optionId={option.id}
          onChange={(inner) => onChange(withInner(choices, option.id, inner))}
        />
      ) : null}
    </>
  );
}

function OptionButton(props: OptionProps & { chosen: Choice | undefined }) {
  const { language, digits } = useLocale();
  const { book, group, option, choices, chosen } = props;
  const outage = book.outages.get(option.id);
  const isBlocked = outage !== undefined || (props.isFull && group.max > 1);
  return (
    <button
      type="button"
      className={classes.option}
      aria-pressed={chosen !== undefined}
      disabled={isBlocked && !chosen}
      onClick={() => props.onChange(toggled(group, choices, option.id))}
    >
      <span className={classes.mark} data-many={group.max > 1} aria-hidden>
        {chosen ? <IconCheck /> : null}
      </span>
      <span className={classes.words}>
        <bdi>{menuName(option.name, language)}</bdi>
        {option.priceMinor > 0 ? (
          <span className={classes.price} dir="ltr">
            {'+ '}
            <MoneyText minor={option.priceMinor} currency={props.currency} quiet />
          </span>
        ) : null}
        {outage ? (
          <small>
            <OutText outage={outage} />
          </small>
        ) : null}
      </span>
      {chosen && chosen.quantity > 1 ? (
        <b dir="ltr">{`${inDigits(String(chosen.quantity), digits)} ×`}</b>
      ) : null}
    </button>
  );
}
