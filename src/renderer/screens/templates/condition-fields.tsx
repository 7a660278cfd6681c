import { NativeSelect } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type TemplateCondition, templateFields } from '../../../shared/contract/template.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { platformName } from '../../../shared/ui/platform-tag.tsx';
import { type T, useT } from '../../i18n/i18n.tsx';
import { useStations } from '../../api/queries.ts';
import classes from './builder.module.css';

type When = readonly TemplateCondition[];
/** The contract's conditions as a person chooses them. */
const kinds = ['present', 'absent', 'fulfilment', 'platform', 'paper'] as const;
type Kind = (typeof kinds)[number];

const mostConditions = 8;
const fulfilments = ['delivery', 'pickup', 'dine_in'] as const;
const papers = ['narrow', 'wide'] as const;

function kindOf(condition: TemplateCondition): Kind {
  if (condition.on === 'field') return condition.present ? 'present' : 'absent';
  return condition.on;
}

/** The condition of that kind with a first value. */
function conditionOf(kind: Kind, value?: string): TemplateCondition {
  switch (kind) {
    case 'present':
    case 'absent': {
      const field = templateFields.find((known) => known === value) ?? 'order_note';
      return { on: 'field', field, present: kind === 'present' };
    }
    case 'fulfilment':
      return {
        on: 'fulfilment',
        kinds: [fulfilments.find((known) => known === value) ?? 'delivery'],
      };
    case 'platform':
      return { on: 'platform', platforms: [value ?? 'generic'] };
    case 'paper':
      return { on: 'paper', paper: value === 'narrow' ? 'narrow' : 'wide' };
  }
}

function valueOf(condition: TemplateCondition): string {
  switch (condition.on) {
    case 'field':
      return condition.field;
    case 'fulfilment':
      return condition.kinds[0] ?? 'delivery';
    case 'platform':
      return condition.platforms[0] ?? '';
    case 'paper':
      return condition.paper;
  }
}

/** Platforms that orders came from, and those of the product. */
const knownPlatforms = ['talabat', 'careem', 'deliveroo', 'generic'];

function valuesOf(kind: Kind, t: T, platforms: readonly { value: string; label: string }[]) {
  switch (kind) {
    case 'present':
    case 'absent':
      return templateFields.map((value) => ({ value, label: t(`templates.field.${value}`) }));
    case 'fulfilment':
      return fulfilments.map((value) => ({
        value,
        label: t(`templates.when.fulfilmentOf.${value}`),
      }));
    case 'platform':
      return [...platforms];
    case 'paper':
      return papers.map((value) => ({ value, label: t(`templates.when.paperOf.${value}`) }));
  }
}

/** When the element prints: always, or only when every sentence here holds. */
export function ConditionFields(props: {
  when: When;
  onChange: (when: When & TemplateCondition[]) => void;
}) {
  const { when, onChange } = props;
  const t = useT();
  const platforms = usePlatforms();
  const replace = (at: number, condition: TemplateCondition) =>
    onChange(when.map((known, place) => (place === at ? condition : known)));
  return (
    <fieldset className={classes.conditions}>
      <legend className={classes.fieldLabel}>
        {t('templates.when.title')}{' '}
        {t(when.length === 0 ? 'templates.when.always' : 'templates.when.some')}
      </legend>
      {when.map((condition, at) => {
        const kind = kindOf(condition);
        return (
          // oxlint-disable-next-line react/no-array-index-key -- conditions have no names and no state of their own
          <div key={at} className={classes.condition}>
            <NativeSelect
              aria-label={t('templates.when.kind')}
              value={kind}
              data={kinds.map((value) => ({ value, label: t(`templates.when.kindOf.${value}`) }))}
              onChange={(event) => replace(at, conditionOf(event.currentTarget.value as Kind))}
            />
            <NativeSelect
              aria-label={t('templates.when.value')}
              value={valueOf(condition)}
              data={valuesOf(kind, t, platforms)}
              onChange={(event) => replace(at, conditionOf(kind, event.currentTarget.value))}
            />
            <Button
              look="quiet"
              icon={<IconTrash aria-hidden />}
              aria-label={t('templates.when.remove')}
              onClick={() => onChange(when.filter((_, place) => place !== at))}
            />
          </div>
        );
      })}
      {when.length < mostConditions ? (
        <Button
          look="quiet"
          icon={<IconPlus aria-hidden />}
          onClick={() => onChange([...when, conditionOf('present')])}
        >
          {t('templates.when.add')}
        </Button>
      ) : null}
    </fieldset>
  );
}

function usePlatforms() {
  const { language } = useLocale();
  const seen = useStations().data?.platforms ?? [];
  return [...new Set([...knownPlatforms, ...seen])].map((value) => ({
    value,
    label: platformName(value, language),
  }));
}
