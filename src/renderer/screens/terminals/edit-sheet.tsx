import { type FormEvent, useState } from 'react';
import type { Terminal, TerminalSettings } from '../../../shared/contract/terminal.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import { KindFields, NameField } from './terminal-fields.tsx';
import classes from './terminals.module.css';
import { useTerminalCommands } from './use-terminals.ts';

/** A terminal that is there already: what it is called and what it shows. What it is stays. */
export function EditSheet(props: { terminal: Terminal; onClose: () => void }) {
  const t = useT();
  const { terminal, onClose } = props;
  const [wanted, setWanted] = useState<TerminalSettings>(() => settingsOf(terminal));
  const { change } = useTerminalCommands();
  const isNamed = wanted.name.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isNamed) change.mutate({ id: terminal.id, settings: wanted }, { onSuccess: onClose });
  };
  const onChange = (part: Partial<TerminalSettings>) => setWanted({ ...wanted, ...part });
  return (
    <SideSheet onClose={onClose} title={t('terminals.editTitle', { name: terminal.name })}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <NameField
          wanted={wanted}
          onChange={onChange}
          error={isNamed ? null : t('terminals.nameMissing')}
        />
        <KindFields wanted={wanted} onChange={onChange} />
        <FailedNote error={change.error} />
        <Button type="submit" look="primary" wide disabled={change.isPending}>
          {t('common.save')}
        </Button>
      </form>
    </SideSheet>
  );
}

function settingsOf(terminal: Terminal): TerminalSettings {
  const { name, kind, stationIds, drawer, denied, showNames } = terminal;
  return { name, kind, stationIds, drawer, denied, showNames };
}
