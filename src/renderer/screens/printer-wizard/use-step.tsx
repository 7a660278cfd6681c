import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../shared/ui/button.tsx';
import { stationDocuments } from '../../../shared/contract/printing.ts';
import { useBranchApi } from '../../api/branch-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { savePrinter } from './add-printer.ts';
import { settingsOf, usualDuties } from './draft.ts';
import { DutiesChoice } from './duties-choice.tsx';
import { StepPage, type StepProps } from './step-page.tsx';
import classes from './wizard.module.css';

const pins = ['none', 'pin2', 'pin5'] as const;

/** What is it called, what does it print, and what hangs on it? Leaving this page adds it. */
export function UseStep(props: StepProps) {
  const t = useT();
  const { draft, change } = props;
  const [tried, setTried] = useState(false);
  const others = props.printers.filter(({ id }) => id !== draft.printerId);
  const duties = draft.duties ?? usualDuties(others, props.stations, stationDocuments);
  const save = useSave(props, duties);
  const settings = settingsOf(draft);
  return (
    <StepPage
      title={t('wizard.use.title')}
      text={t('wizard.use.text')}
      onBack={props.onBack}
      next={{
        label: t(draft.printerId === null ? 'wizard.use.add' : 'wizard.use.save'),
        disabled: save.isPending,
        onClick: () => {
          setTried(true);
          if (settings) save.mutate(settings);
        },
      }}
    >
      <Name draft={draft} change={change} tried={tried} />
      <DutiesChoice
        duties={duties}
        printers={others}
        stations={props.stations}
        onChange={(chosen) => change({ duties: chosen })}
      />
      {others.length > 0 ? (
        <NativeSelect
          label={t('printers.backup')}
          description={t('printers.backupHint')}
          value={draft.backups[0] ?? ''}
          onChange={(event) => {
            const id = event.currentTarget.value;
            change({ backups: id === '' ? [] : [id] });
          }}
          data={[
            { value: '', label: t('printers.noBackup') },
            ...others.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      ) : null}
      <NativeSelect
        label={t('printers.drawer')}
        description={t('printers.drawerHint')}
        value={draft.drawer}
        onChange={(event) =>
          change({ drawer: pins.find((pin) => pin === event.currentTarget.value) ?? 'none' })
        }
        data={pins.map((value) => ({ value, label: t(`drawerPin.${value}`) }))}
      />
      <Switch
        label={t('printers.buzzer')}
        checked={draft.buzzer}
        onChange={(event) => change({ buzzer: event.currentTarget.checked })}
      />
      <FailedNote error={save.error} />
    </StepPage>
  );
}

function useSave(
  { draft, change, onNext }: StepProps,
  duties: NonNullable<StepProps['draft']['duties']>,
) {
  const t = useT();
  const api = useBranchApi();
  const queries = useQueryClient();
  const stationNames = {
    kitchen: t('newStation.kitchen'),
    receipt: t('newStation.receipt'),
    courier_slip: t('newStation.courier_slip'),
    report: t('newStation.report'),
  };
  return useMutation({
    mutationFn: (settings: NonNullable<ReturnType<typeof settingsOf>>) =>
      savePrinter(
        api,
        { settings, duties, stationNames },
        { printerId: draft.printerId, onAdded: (printerId) => change({ printerId }) },
      ),
    onSuccess: onNext,
    // Also after a failure half way: the printer may be there already.
    onSettled: () => queries.invalidateQueries(),
  });
}

function Name(props: Pick<StepProps, 'draft' | 'change'> & { tried: boolean }) {
  const t = useT();
  const { draft, change } = props;
  const usual = (['kitchen', 'bar', 'counter'] as const).map((place) => t(`usualName.${place}`));
  return (
    <div>
      <TextInput
        label={t('printers.name')}
        description={t('printers.nameHint')}
        maxLength={40}
        value={draft.name}
        error={props.tried && draft.name.trim() === '' ? t('printers.invalid.name') : null}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <div
        className={`${classes.row} ${classes.names}`}
        role="group"
        aria-label={t('wizard.use.usualNames')}
      >
        {usual.map((name) => (
          <Button key={name} onClick={() => change({ name })}>
            {name}
          </Button>
        ))}
      </div>
    </div>
  );
}
