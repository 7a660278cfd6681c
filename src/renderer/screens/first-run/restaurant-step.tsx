import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type SellingSettings, taxModes } from '../../../shared/contract/bill.ts';
import type { BranchSettings } from '../../../shared/contract/branch-api.ts';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys, useBranchState, useSettings } from '../../api/queries.ts';
import { readPercent } from '../../format/typed-numbers.ts';
import { useT } from '../../i18n/i18n.tsx';
import { currencies, percentText } from '../../selling/typed-amounts.ts';
import { sellingKeys, useSellingSettings } from '../../selling/use-menu.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import classes from './first-run.module.css';
import { StepFrame, type StepProps } from './step-frame.tsx';
import { usualTax } from './usual-tax.ts';

/** Who sells, in which money and with which tax. */
export function RestaurantStep(props: StepProps) {
  const t = useT();
  const settings = useSettings();
  const selling = useSellingSettings();
  if (!settings.data || !selling.data) return <LoadingState label={t('common.loading')} />;
  return <RestaurantForm {...props} settings={settings.data} selling={selling.data} />;
}

interface Wanted {
  readonly name: string;
  readonly currency: string;
  readonly taxMode: SellingSettings['taxMode'];
  readonly rate: string;
}

function RestaurantForm({
  settings,
  selling,
  onNext,
  onBack,
}: StepProps & { settings: BranchSettings; selling: SellingSettings }) {
  const { data } = useBranchState();
  const company = data && data.companyName !== '' ? data : undefined;
  const [wanted, setWanted] = useState(() => ({
    ...fromSelling(selling),
    name: company?.branchName ?? settings.branchName,
    currency: company?.currency ?? selling.currency,
  }));
  const [tried, setTried] = useState(false);
  const save = useSave(selling, onNext);
  const isWrong = wrongIn(wanted);
  const next = () => {
    setTried(true);
    if (!isWrong.name && !isWrong.rate) save.mutate(wanted);
  };
  return (
    <StepFrame
      step="restaurant"
      onBack={onBack}
      onSkip={onNext}
      next={{ onClick: next, disabled: save.isPending }}
    >
      <NameAndCurrency
        wanted={wanted}
        isWrong={tried && isWrong.name}
        isPaired={company !== undefined}
        onChange={setWanted}
      />
      <TaxFields wanted={wanted} isWrong={tried && isWrong.rate} onChange={setWanted} />
      <FailedNote error={save.error} />
    </StepFrame>
  );
}

function fromSelling({ taxMode, taxClasses }: SellingSettings): Pick<Wanted, 'taxMode' | 'rate'> {
  return { taxMode, rate: percentText(taxClasses[0]?.rateBasisPoints ?? 0) };
}

function wrongIn({ name, rate }: Wanted) {
  return {
    name: name.trim() === '' || name.length > 60,
    rate: readPercent(rate) === null,
  };
}

interface FieldsProps {
  readonly wanted: Wanted;
  readonly isWrong: boolean;
  readonly onChange: (wanted: Wanted) => void;
}

/** A paired branch has both from its company. */
function NameAndCurrency({
  wanted,
  isWrong,
  isPaired,
  onChange,
}: FieldsProps & { isPaired: boolean }) {
  const t = useT();
  const chooseCurrency = (currency: string) => {
    const usual = usualTax(currency);
    onChange({ ...wanted, currency, ...(usual && { rate: percentText(usual) }) });
  };
  return (
    <>
      <TextInput
        label={t('settings.branchNameHere')}
        description={t('settings.branchNameHint')}
        size="lg"
        disabled={isPaired}
        value={wanted.name}
        error={isWrong ? t('firstRun.restaurant.needsName') : null}
        onChange={(event) => onChange({ ...wanted, name: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('settings.currency')}
        size="lg"
        disabled={isPaired}
        value={wanted.currency}
        onChange={(event) => chooseCurrency(event.currentTarget.value)}
        data={[...new Set([...currencies, wanted.currency])].map((value) => ({
          value,
          label: t(`settings.currencyOf.${value as (typeof currencies)[number]}`, value),
        }))}
      />
    </>
  );
}

function TaxFields({ wanted, isWrong, onChange }: FieldsProps) {
  const t = useT();
  const isUsual = usualTax(wanted.currency) !== undefined;
  return (
    <>
      <TextInput
        label={t('firstRun.restaurant.rate')}
        description={t(
          isUsual ? 'firstRun.restaurant.rateUsual' : 'firstRun.restaurant.rateUnknown',
        )}
        size="lg"
        dir="ltr"
        inputMode="decimal"
        value={wanted.rate}
        error={isWrong ? t('settings.wrongValue') : null}
        onChange={(event) => onChange({ ...wanted, rate: event.currentTarget.value })}
      />
      <div>
        <div className={classes.label}>{t('settings.taxMode')}</div>
        <SegmentedControl
          aria-label={t('settings.taxMode')}
          size="lg"
          value={wanted.taxMode}
          onChange={(taxMode) => onChange({ ...wanted, taxMode })}
          data={taxModes.map((value) => ({ value, label: t(`settings.taxModeOf.${value}`) }))}
        />
      </div>
    </>
  );
}

function useSave(selling: SellingSettings, onSaved: () => void) {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ name, currency, taxMode, rate }: Wanted) => {
      const [first, ...others] = selling.taxClasses;
      const rateBasisPoints = readPercent(rate) ?? 0;
      await api.changeSettings({ branchName: name.trim() });
      return api.changeSellingSettings({
        ...selling,
        currency,
        taxMode,
        taxClasses: first ? [{ ...first, rateBasisPoints }, ...others] : others,
      });
    },
    onSuccess: async (saved) => {
      queries.setQueryData(sellingKeys.settings, saved);
      await queries.invalidateQueries({ queryKey: keys.settings });
      await queries.invalidateQueries({ queryKey: keys.state });
      onSaved();
    },
  });
}
