import { NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SellingSettings, taxModes } from '../../../shared/contract/bill.ts';
import { formatDecimal, minorDigits } from '../../../shared/contract/money.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { useBranchState } from '../../api/queries.ts';
import { readAmount, readPercent } from '../../format/typed-numbers.ts';
import { useT } from '../../i18n/i18n.tsx';
import { sellingKeys, useSellingSettings } from '../../selling/use-menu.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Panel, Row } from '../../ui/page.tsx';
import { SavedText } from './saved-text.tsx';
import { cashSteps, currencies, percentText } from '../../selling/typed-amounts.ts';
import { type SellingRowsProps, TaxClasses } from './tax-classes.tsx';

/** How this branch sells: what the sell screen, the bill and the receipt follow. */
export function SellingPanel() {
  const t = useT();
  const { data } = useSellingSettings();
  const change = useChangeSelling();
  if (!data) return null;
  const rows = {
    settings: data,
    onChange: (part: Partial<SellingSettings>) => change.mutate(part),
  };
  return (
    <Panel title={t('settings.selling')} id="selling">
      <FailedNote error={change.error} />
      <CurrencyRow {...rows} />
      <TaxRows {...rows} />
      <ChargeRows {...rows} />
      <ReceiptRows {...rows} />
    </Panel>
  );
}

/** The branch takes them whole, so that no two of them contradict each other. */
function useChangeSelling() {
  const api = useBranchApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (part: Partial<SellingSettings>) =>
      api.changeSellingSettings({ ...(await api.getSellingSettings({})), ...part }),
    onSuccess: (settings) => queries.setQueryData(sellingKeys.settings, settings),
  });
}

function CurrencyRow({ settings, onChange }: SellingRowsProps) {
  const t = useT();
  const { data } = useBranchState();
  const isPaired = (data?.companyName ?? '') !== '';
  const here = isPaired ? (data?.currency ?? settings.currency) : settings.currency;
  return (
    <Row
      id="currency"
      label={t('settings.currency')}
      hint={isPaired ? t('settings.currencyOfCompany') : t('settings.currencyHint')}
    >
      <NativeSelect
        aria-label={t('settings.currency')}
        value={here}
        disabled={isPaired}
        onChange={(event) => onChange({ currency: event.currentTarget.value })}
        data={[...new Set([...currencies, here])].map((value) => ({
          value,
          label: t(`settings.currencyOf.${value as (typeof currencies)[number]}`, value),
        }))}
      />
    </Row>
  );
}

function TaxRows(props: SellingRowsProps) {
  const t = useT();
  const { settings, onChange } = props;
  return (
    <>
      <Row id="taxMode" label={t('settings.taxMode')} hint={t('settings.taxModeHint')}>
        <SegmentedControl
          aria-label={t('settings.taxMode')}
          value={settings.taxMode}
          onChange={(taxMode) => onChange({ taxMode })}
          data={taxModes.map((value) => ({ value, label: t(`settings.taxModeOf.${value}`) }))}
        />
      </Row>
      <Row id="taxClasses" label={t('settings.taxClasses')} hint={t('settings.taxClassesHint')}>
        <TaxClasses {...props} />
      </Row>
      <Row id="taxNumber" label={t('settings.taxNumber')} hint={t('settings.taxNumberHint')}>
        <SavedText
          label={t('settings.taxNumber')}
          ltr
          value={settings.taxNumber}
          onSave={(taxNumber) => {
            onChange({ taxNumber });
            return taxNumber.length <= 40;
          }}
        />
      </Row>
    </>
  );
}

function ChargeRows({ settings, onChange }: SellingRowsProps) {
  const t = useT();
  const { digits } = useLocale();
  const currency = useBranchState().data?.currency || settings.currency;
  const amount = (minor: number) => inDigits(formatDecimal(minor, currency), digits);
  const steps = [...new Set([...cashSteps(minorDigits(currency)), settings.cashStepMinor])];
  return (
    <>
      <Row id="service" label={t('settings.service')} hint={t('settings.serviceHint')}>
        <SavedText
          label={t('settings.service')}
          ltr
          inputMode="decimal"
          value={inDigits(percentText(settings.serviceBasisPoints), digits)}
          onSave={(text) => {
            const serviceBasisPoints = readPercent(text);
            if (serviceBasisPoints === null) return false;
            onChange({ serviceBasisPoints });
            return true;
          }}
        />
      </Row>
      <Row id="delivery" label={t('settings.delivery')} hint={t('settings.deliveryHint')}>
        <SavedText
          label={t('settings.delivery')}
          ltr
          inputMode="decimal"
          value={amount(settings.deliveryMinor)}
          onSave={(text) => {
            const deliveryMinor = readAmount(text, currency);
            if (deliveryMinor === null || deliveryMinor > 1_000_000) return false;
            onChange({ deliveryMinor });
            return true;
          }}
        />
      </Row>
      <Row id="cashStep" label={t('settings.cashStep')} hint={t('settings.cashStepHint')}>
        <NativeSelect
          aria-label={t('settings.cashStep')}
          value={String(settings.cashStepMinor)}
          onChange={(event) => onChange({ cashStepMinor: Number(event.currentTarget.value) })}
          data={steps
            .sort((a, b) => a - b)
            .map((minor) => ({
              value: String(minor),
              label: minor === 1 ? t('settings.cashStepNone') : amount(minor),
            }))}
        />
      </Row>
    </>
  );
}

const hours = Array.from({ length: 13 }, (_, hour) => hour);

function ReceiptRows({ settings, onChange }: SellingRowsProps) {
  const t = useT();
  const { digits } = useLocale();
  const minutes = [
    ...new Set([...hours.map((hour) => hour * 60), settings.dayStartsAtMinutes]),
  ].sort((a, b) => a - b);
  const clock = (value: number) =>
    inDigits(
      `${String(Math.floor(value / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}`,
      digits,
    );
  return (
    <>
      <Row
        id="receiptPrefix"
        label={t('settings.receiptPrefix')}
        hint={t('settings.receiptPrefixHint')}
      >
        <SavedText
          label={t('settings.receiptPrefix')}
          ltr
          value={settings.receiptPrefix}
          onSave={(receiptPrefix) => {
            if (receiptPrefix.length > 12) return false;
            onChange({ receiptPrefix });
            return true;
          }}
        />
      </Row>
      <Row
        id="printReceipts"
        label={t('settings.printReceipts')}
        hint={t('settings.printReceiptsHint')}
      >
        <Switch
          aria-label={t('settings.printReceipts')}
          checked={settings.printReceipts}
          onChange={(event) => onChange({ printReceipts: event.currentTarget.checked })}
        />
      </Row>
      <Row id="dayStart" label={t('settings.dayStart')} hint={t('settings.dayStartHint')}>
        <NativeSelect
          aria-label={t('settings.dayStart')}
          value={String(settings.dayStartsAtMinutes)}
          onChange={(event) => onChange({ dayStartsAtMinutes: Number(event.currentTarget.value) })}
          data={minutes.map((value) => ({ value: String(value), label: clock(value) }))}
        />
      </Row>
    </>
  );
}
