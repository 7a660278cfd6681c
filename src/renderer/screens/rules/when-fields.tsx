import { TextInput } from '@mantine/core';
import { type AcceptRuleSettings, ruleTimings } from '../../../shared/contract/rules.ts';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { platformName } from '../../../shared/ui/platform-tag.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { Choice, Choices } from '../../ui/choice.tsx';
import { fromClock, toClock, weekDays } from './rule-words.ts';
import classes from './rules.module.css';

interface Props {
  readonly draft: AcceptRuleSettings;
  readonly onChange: (part: Partial<AcceptRuleSettings>) => void;
}

const usualHours = { fromMinutes: 10 * 60, toMinutes: 23 * 60 };

function toggled<T>(list: readonly T[], one: T, isIn: boolean): T[] {
  return isIn ? [...list, one] : list.filter((other) => other !== one);
}

/** From where, on which days, at which hours, for when. */
export function WhenFields(props: Props & { platforms: readonly string[] }) {
  const t = useT();
  const { language } = useLocale();
  const { draft, onChange } = props;
  const platforms = [...new Set([...props.platforms, ...draft.platforms])];
  return (
    <>
      <Choices inline legend={t('rules.field.platforms')}>
        <Choice
          kind="checkbox"
          label={t('rules.field.allPlatforms')}
          checked={draft.platforms.length === 0}
          onChange={() => onChange({ platforms: [] })}
        />
        {platforms.map((platform) => (
          <Choice
            key={platform}
            kind="checkbox"
            label={platformName(platform, language)}
            checked={draft.platforms.includes(platform)}
            onChange={(isIn) => onChange({ platforms: toggled(draft.platforms, platform, isIn) })}
          />
        ))}
      </Choices>
      <Choices inline legend={t('rules.field.days')}>
        <Choice
          kind="checkbox"
          label={t('rules.field.everyDay')}
          checked={draft.days.length === 0}
          onChange={() => onChange({ days: [] })}
        />
        {weekDays.map((day) => (
          <Choice
            key={day}
            kind="checkbox"
            label={t(`rules.day.${day}`)}
            checked={draft.days.includes(day)}
            onChange={(isIn) => onChange({ days: toggled(draft.days, day, isIn) })}
          />
        ))}
      </Choices>
      <Hours {...props} />
      <Choices inline legend={t('rules.field.timing')}>
        {ruleTimings.map((timing) => (
          <Choice
            key={timing}
            kind="radio"
            group="timing"
            label={t(`rules.field.timingOf.${timing}`)}
            checked={draft.timing === timing}
            onChange={() => onChange({ timing })}
          />
        ))}
      </Choices>
    </>
  );
}

function Hours({ draft: { hours }, onChange }: Props) {
  const t = useT();
  return (
    <>
      <Choices inline legend={t('rules.field.hours')}>
        <Choice
          kind="radio"
          group="hours"
          label={t('rules.field.allDay')}
          checked={hours === null}
          onChange={() => onChange({ hours: null })}
        />
        <Choice
          kind="radio"
          group="hours"
          label={t('rules.field.someHours')}
          checked={hours !== null}
          onChange={() => onChange({ hours: usualHours })}
        />
      </Choices>
      {hours ? (
        <div className={classes.pair}>
          {(['fromMinutes', 'toMinutes'] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              dir="ltr"
              label={t(end === 'fromMinutes' ? 'rules.field.from' : 'rules.field.to')}
              description={
                end === 'toMinutes' && hours.toMinutes < hours.fromMinutes
                  ? t('rules.field.overMidnight')
                  : null
              }
              value={toClock(hours[end])}
              onChange={(event) => {
                const minutes = fromClock(event.currentTarget.value);
                if (minutes !== null) onChange({ hours: { ...hours, [end]: minutes } });
              }}
            />
          ))}
        </div>
      ) : null}
    </>
  );
}
