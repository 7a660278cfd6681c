import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import {
  type PrinterView,
  type Station,
  type StationSettings,
  stationDocuments,
  StationSettings as StationShape,
} from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { type StationChoices, stationSentences } from '../../printing/station-words.ts';
import { usePrinting } from '../../printing/use-print-actions.ts';
import { Choice, Choices } from '../../ui/choice.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import { PaperFields } from './paper-fields.tsx';
import classes from './stations.module.css';
import { TakesFields } from './takes-fields.tsx';

/** A new station starts on the only printer there is. */
function newStation(printers: readonly PrinterView[]): StationSettings {
  const printerId = printers.length === 1 ? (printers[0]?.id ?? null) : null;
  const usual = StationShape.omit({ name: true }).parse({ prints: 'kitchen', printerId });
  return { ...usual, name: '' };
}

/** Everything about a station, with a sentence that always says what the choices mean. */
export function StationEditor(props: {
  /** Null for a new one. */
  station: Station | null;
  printers: readonly PrinterView[];
  choices: StationChoices;
  onClose: () => void;
}) {
  const t = useT();
  const { station, printers, choices, onClose } = props;
  const [draft, setDraft] = useState<StationSettings>(() => station ?? newStation(printers));
  const [tried, setTried] = useState(false);
  const save = usePrinting((api, settings: StationSettings) =>
    station ? api.changeStation({ ...settings, id: station.id }) : api.addStation(settings),
  );
  const change = (part: Partial<StationSettings>) => setDraft({ ...draft, ...part });
  const checked = StationShape.safeParse(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (checked.success) save.mutate(checked.data, { onSuccess: onClose });
  };
  return (
    <SideSheet
      onClose={onClose}
      width={560}
      title={station ? t('printers.editTitle', { name: station.name }) : t('stations.addTitle')}
    >
      <form className={classes.form} onSubmit={submit} noValidate>
        <LiveSentence draft={draft} printers={printers} choices={choices} />
        <TextInput
          label={t('printers.name')}
          description={t('stations.nameHint')}
          data-autofocus
          maxLength={40}
          value={draft.name}
          error={tried && !checked.success ? t('printers.invalid.name') : null}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Choices inline legend={t('stations.prints')}>
          {stationDocuments.map((prints) => (
            <Choice
              key={prints}
              kind="radio"
              group="prints"
              label={t(`stationDocument.${prints}`)}
              checked={draft.prints === prints}
              onChange={() => change({ prints })}
            />
          ))}
        </Choices>
        <PaperFields draft={draft} printers={printers} onChange={change} />
        <TakesFields draft={draft} choices={choices} onChange={change} />
        <FailedNote error={save.error} />
        <Button type="submit" look="primary" wide disabled={save.isPending}>
          {t('common.save')}
        </Button>
      </form>
    </SideSheet>
  );
}

function LiveSentence(props: {
  draft: StationSettings;
  printers: readonly PrinterView[];
  choices: StationChoices;
}) {
  const t = useT();
  const { language } = useLocale();
  const { draft, printers, choices } = props;
  return (
    <p className={classes.live} role="status">
      {stationSentences(draft, { choices, printers }, { t, language }).join(' ')}
    </p>
  );
}
