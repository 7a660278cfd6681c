import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { SellingSettings } from '../../../shared/contract/bill.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { useDeps } from '../../api/deps.tsx';
import { nameIn } from '../../format/names.ts';
import { readPercent } from '../../format/typed-numbers.ts';
import { useT } from '../../i18n/i18n.tsx';
import { SavedText } from './saved-text.tsx';
import { percentText } from '../../selling/typed-amounts.ts';
import classes from './settings.module.css';

/** Rows of the settings of selling: they show all of it and change a part. */
export interface SellingRowsProps {
  readonly settings: SellingSettings;
  readonly onChange: (part: Partial<SellingSettings>) => void;
}

type TaxClass = SellingRowsProps['settings']['taxClasses'][number];

/** Name and rate of each; the first is the usual one, and the one that charges follow cannot go. */
export function TaxClasses({ settings, onChange }: SellingRowsProps) {
  const t = useT();
  const { ids } = useDeps();
  const { language, digits } = useLocale();
  const { taxClasses, chargesTaxClassId } = settings;
  const change = (id: string, part: Partial<TaxClass>) =>
    onChange({ taxClasses: taxClasses.map((one) => (one.id === id ? { ...one, ...part } : one)) });
  const add = () => {
    const name = t('settings.taxClassNew');
    const added = { id: ids('tax'), name: { default: name, [language]: name }, rateBasisPoints: 0 };
    onChange({ taxClasses: [...taxClasses, added] });
  };
  return (
    <div className={classes.taxClasses}>
      {taxClasses.map(({ id, name, rateBasisPoints }) => (
        <div key={id} className={classes.taxClass}>
          <SavedText
            label={t('settings.taxClassName')}
            value={nameIn(name, language)}
            onSave={(text) => {
              if (text === '' || text.length > 60) return false;
              change(id, { name: { ...name, [language]: text } });
              return true;
            }}
          />
          <SavedText
            label={t('settings.taxClassRate', { name: nameIn(name, language) })}
            ltr
            inputMode="decimal"
            value={`${inDigits(percentText(rateBasisPoints), digits)} %`}
            onSave={(text) => {
              const rate = readPercent(text);
              if (rate === null) return false;
              change(id, { rateBasisPoints: rate });
              return true;
            }}
          />
          <Button
            look="quiet"
            icon={<IconTrash aria-hidden />}
            aria-label={t('settings.taxClassRemove', { name: nameIn(name, language) })}
            disabled={id === chargesTaxClassId || taxClasses.length === 1}
            onClick={() => onChange({ taxClasses: taxClasses.filter((one) => one.id !== id) })}
          />
        </div>
      ))}
      <Button icon={<IconPlus aria-hidden />} disabled={taxClasses.length >= 20} onClick={add}>
        {t('settings.taxClassAdd')}
      </Button>
    </div>
  );
}
