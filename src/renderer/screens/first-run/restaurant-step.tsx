import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type SellingSettings, taxModes } from '../../../shared/contract/bill.ts';
import type { BranchSettings } from '../../../shared/contract/branch-api.ts';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys, useBranchState, useSettings } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { currencies, percentText, toBasisPoints } from '../../selling/typed-amounts.ts';
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
  ...step
}: StepProps & { settings: BranchSettings; selling: SellingSettings }) {
  const t = useT();
  const { data } = useBranchState();
  const isPaired = (data?.companyName ?? '') !== '';
  const [first] = selling.taxClasses;
  const [wanted, setWanted] = useState<Wanted>({
    name: isPaired ? (data?.branchName ?? '') : settings.branchName,
    currency: isPaired ? (data?.currency ?? '') : selling.currency,
    taxMode: selling.taxMode,
    rate: percentText(first?.rateBasisPoints ?? 0),
  });
  const [tried, setTried] = useState(false);
  const save = useSave(selling);
  const isWrong = {
    name: wanted.name.trim() === '' || wanted.name.length > 60,
    rate: toBasisPoints(wanted.rate) === undefined,
  };
  const next = () => {
    setTried(true);
    if (!isWrong.name && !isWrong.rate) save.mutate(wanted, { onSuccess: step.onNext });
  };
  const chooseCurrency = (currency: string) => {
    const usual = usualTax(currency);
    setWanted({ ...wanted, currency, ...(usual && { rate: percentText(usual) }) });
  };
  return (
    <StepFrame
      step="restaurant"
      onBack={step.onBack}
      onSkip={step.onNext}
      next={{ onClick: next, disabled: save.isPending }}
    >
      <TextInput
        label={t('settings.branchNameHere')}
        description={t('settings.branchNameHint')}
        size="lg"
        disabled={isPaired}
        value={wanted.name}
        error={tried && isWrong.name ? t('firstRun.restaurant.needsName') : null}
        onChange={(event) => setWanted({ ...wanted, name: event.currentTarget.value })}
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
      <TextInput
        label={t('firstRun.restaurant.rate')}
        description={
          usualTax(wanted.currency) === undefined
            ? t('firstRun.restaurant.rateUnknown')
            : t('firstRun.restaurant.rateUsual')
        }
        size="lg"
        dir="ltr"
        inputMode="decimal"
        value={wanted.rate}
        error={tried && isWrong.rate ? t('settings.wrongValue') : null}
        onChange={(event) => setWanted({ ...wanted, rate: event.currentTarget.value })}
      />
      <div>
        <div className={classes.label}>{t('settings.taxMode')}</div>
        <SegmentedControl
          aria-label={t('settings.taxMode')}
          size="lg"
          value={wanted.taxMode}
          onChange={(taxMode) => setWanted({ ...wanted, taxMode })}
          data={taxModes.map((value) => ({ value, label: t(`settings.taxModeOf.${value}`) }))}
        />
      </div>
      <FailedNote error={save.error} />
    </StepFrame>
  );
}

function useSave(selling: SellingSettings) {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ name, currency, taxMode, rate }: Wanted) => {
      const [first, ...others] = selling.taxClasses;
      const rateBasisPoints = toBasisPoints(rate) ?? 0;
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
    },
  });
}
