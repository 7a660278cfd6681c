import { NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import type { PrinterView, StationSettings } from '../../../shared/contract/printing.ts';
import { inDigits, useLocale } from '../../../shared/ui/locale.tsx';
import { useTemplates } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import classes from './stations.module.css';

const copies = ['1', '2', '3', '4', '5'] as const;
const ticketLanguages = ['ar', 'en', 'both'] as const;

/** Printer, copies, and how the paper of a station looks. */
export function PaperFields(props: {
  draft: StationSettings;
  printers: readonly PrinterView[];
  onChange: (part: Partial<StationSettings>) => void;
}) {
  const t = useT();
  const { digits } = useLocale();
  const { draft, onChange } = props;
  return (
    <>
      <NativeSelect
        label={t('stations.printer')}
        value={draft.printerId ?? ''}
        onChange={(event) => onChange({ printerId: event.currentTarget.value || null })}
        data={[
          { value: '', label: t('stations.noPrinter') },
          ...props.printers.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <div className={classes.field}>
        <span>{t('stations.copiesLabel')}</span>
        <SegmentedControl
          aria-label={t('stations.copiesLabel')}
          value={String(draft.copies)}
          onChange={(value) => onChange({ copies: Number(value) })}
          data={copies.map((value) => ({ value, label: inDigits(value, digits) }))}
        />
      </div>
      <Switch
        label={t('stations.isDefault')}
        description={t('stations.isDefaultHint')}
        checked={draft.isDefault}
        onChange={(event) => onChange({ isDefault: event.currentTarget.checked })}
      />
      {draft.prints === 'receipt' || draft.prints === 'courier_slip' ? (
        <Switch
          label={t('stations.automatic')}
          checked={draft.automatic}
          onChange={(event) => onChange({ automatic: event.currentTarget.checked })}
        />
      ) : null}
      {draft.prints === 'kitchen' ? (
        <div className={classes.field}>
          <span>{t('stations.lines')}</span>
          <SegmentedControl
            aria-label={t('stations.lines')}
            value={draft.lines}
            onChange={(lines) => onChange({ lines })}
            data={(['own', 'all'] as const).map((value) => ({
              value,
              label: t(`stations.linesOf.${value}`),
            }))}
          />
        </div>
      ) : null}
      <NativeSelect
        label={t('settings.ticketLanguage')}
        value={draft.language ?? ''}
        onChange={(event) =>
          onChange({
            language: ticketLanguages.find((one) => one === event.currentTarget.value) ?? null,
          })
        }
        data={[
          { value: '', label: t('stations.asBranch') },
          ...ticketLanguages.map((value) => ({
            value,
            label: t(`settings.ticketLanguageOf.${value}`),
          })),
        ]}
      />
      <TemplateField draft={draft} onChange={onChange} />
    </>
  );
}

function TemplateField(props: {
  draft: StationSettings;
  onChange: (part: Partial<StationSettings>) => void;
}) {
  const t = useT();
  const { draft, onChange } = props;
  const templates = useTemplates().data?.filter(({ document }) => document === draft.prints) ?? [];
  return (
    <NativeSelect
      label={t('stations.template')}
      value={draft.templateId ?? ''}
      onChange={(event) => onChange({ templateId: event.currentTarget.value || null })}
      data={[
        { value: '', label: t('stations.asBranch') },
        ...templates.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
