import { NativeSelect, SegmentedControl, Switch } from '@mantine/core';
import type { BranchSettings } from '../../../shared/contract/branch-api.ts';
import { type TemplateDocument, templateDocuments } from '../../../shared/contract/template.ts';
import { useTemplates } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Row } from '../../ui/page.tsx';

const moments = ['accepted', 'received'] as const;
const ticketLanguages = ['ar', 'en', 'both'] as const;
const expiryMinutes = [15, 30, 60, 120, 240, 480, 0];
const backupSeconds = [10, 20, 30, 60, 120, 300];

interface Props {
  readonly settings: BranchSettings;
  readonly onChange: (part: Partial<BranchSettings>) => void;
}

/** When, how and how long papers print. */
export function PrintingRows(props: Props) {
  const t = useT();
  const { settings, onChange } = props;
  return (
    <>
      <Row id="kitchenTicketOn" label={t('settings.kitchenTicketOn')}>
        <SegmentedControl
          aria-label={t('settings.kitchenTicketOn')}
          value={settings.kitchenTicketOn}
          onChange={(kitchenTicketOn) => onChange({ kitchenTicketOn })}
          data={moments.map((value) => ({
            value,
            label: t(`settings.kitchenTicketOnOf.${value}`),
          }))}
        />
      </Row>
      <Row id="ticketLanguage" label={t('settings.ticketLanguage')}>
        <SegmentedControl
          aria-label={t('settings.ticketLanguage')}
          value={settings.ticketLanguage}
          onChange={(ticketLanguage) => onChange({ ticketLanguage })}
          data={ticketLanguages.map((value) => ({
            value,
            label: t(`settings.ticketLanguageOf.${value}`),
          }))}
        />
      </Row>
      <WhenItCannotPrint {...props} />
      {templateDocuments.map((document) => (
        <TemplateRow key={document} document={document} {...props} />
      ))}
    </>
  );
}

/** What becomes of a ticket that could not print: to the backup, again, or to a person. */
function WhenItCannotPrint({ settings, onChange }: Props) {
  const t = useT();
  const { backupAfterSeconds, ticketExpiryMinutes } = settings;
  return (
    <>
      <Row id="backupAfter" label={t('settings.backupAfter')} hint={t('settings.backupAfterHint')}>
        <NativeSelect
          aria-label={t('settings.backupAfter')}
          value={String(backupAfterSeconds)}
          onChange={(event) => onChange({ backupAfterSeconds: Number(event.currentTarget.value) })}
          data={withChosen(backupSeconds, backupAfterSeconds).map((count) => ({
            value: String(count),
            label: t('common.seconds', { count }),
          }))}
        />
      </Row>
      <Row
        id="reprintDoubtful"
        label={t('settings.reprintDoubtful')}
        hint={t('settings.reprintDoubtfulHint')}
      >
        <Switch
          aria-label={t('settings.reprintDoubtful')}
          checked={settings.reprintDoubtfulTickets}
          onChange={(event) => onChange({ reprintDoubtfulTickets: event.currentTarget.checked })}
        />
      </Row>
      <Row
        id="ticketExpiry"
        label={t('settings.ticketExpiry')}
        hint={t('settings.ticketExpiryHint')}
      >
        <NativeSelect
          aria-label={t('settings.ticketExpiry')}
          value={String(ticketExpiryMinutes)}
          onChange={(event) => onChange({ ticketExpiryMinutes: Number(event.currentTarget.value) })}
          data={withChosen(expiryMinutes, ticketExpiryMinutes).map((count) => ({
            value: String(count),
            label: count === 0 ? t('settings.ticketExpiryNever') : t('common.minutes', { count }),
          }))}
        />
      </Row>
    </>
  );
}

/** The usual choices, and the one that holds where somebody chose another. */
function withChosen(usual: readonly number[], chosen: number): readonly number[] {
  return usual.includes(chosen) ? usual : [chosen, ...usual];
}

function TemplateRow({ document, settings, onChange }: Props & { document: TemplateDocument }) {
  const t = useT();
  const templates = useTemplates().data?.filter((one) => one.document === document) ?? [];
  const own = templates.filter(({ scope }) => scope !== 'built_in');
  const { [document]: chosen = '', ...others } = settings.documentTemplates;
  const label = t('settings.templateOf', { what: t(`printJobKind.${document}`) });
  if (own.length === 0) return null;
  return (
    <Row label={label}>
      <NativeSelect
        aria-label={label}
        value={own.some(({ id }) => id === chosen) ? chosen : ''}
        onChange={(event) => {
          const id = event.currentTarget.value;
          onChange({ documentTemplates: id === '' ? others : { ...others, [document]: id } });
        }}
        data={[
          { value: '', label: t('settings.builtIn') },
          ...own.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </Row>
  );
}
