import { IconCircleCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type {
  EnrolmentCode,
  NetworkView,
  Terminal,
  TerminalSettings,
} from '../../../shared/contract/terminal.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import { CodeCard } from './code-card.tsx';
import { KindField, KindFields, NameField } from './terminal-fields.tsx';
import classes from './terminals.module.css';
import { useTerminalCommands } from './use-terminals.ts';

interface Props {
  readonly network: NetworkView;
  readonly terminals: readonly Terminal[];
  readonly onClose: () => void;
}

/** What it will be, then the code that is typed there; the sheet notices by itself that it was. */
export function AddSheet(props: Props) {
  const t = useT();
  const { network, terminals, onClose } = props;
  const { makeCode } = useTerminalCommands();
  const [known] = useState(() => new Set(terminals.map(({ id }) => id)));
  const arrived = makeCode.data && terminals.find(({ id }) => !known.has(id));
  return (
    <SideSheet onClose={onClose} width={520} title={t('terminals.add')}>
      {arrived ? (
        <EmptyState
          title={t('terminals.arrived', { name: arrived.name })}
          icon={<IconCircleCheck aria-hidden />}
        >
          <Button look="primary" onClick={onClose}>
            {t('common.close')}
          </Button>
        </EmptyState>
      ) : (
        <Steps network={network} makeCode={makeCode} />
      )}
    </SideSheet>
  );
}

type MakeCode = ReturnType<typeof useTerminalCommands>['makeCode'];

function Steps({ network, makeCode }: { network: NetworkView; makeCode: MakeCode }) {
  const made: EnrolmentCode | undefined = makeCode.data;
  if (!network.lan) return <OpenNetwork />;
  if (made) return <CodeCard made={made} onAgain={makeCode.reset} />;
  return <WhatItIs makeCode={makeCode} />;
}

function OpenNetwork() {
  const t = useT();
  const { network } = useTerminalCommands();
  return (
    <div className={classes.form}>
      <p>{t('terminals.closed')}</p>
      <p className={classes.soft}>{t('terminals.plainHttp')}</p>
      <FailedNote error={network.error} />
      <Button
        look="primary"
        wide
        disabled={network.isPending}
        onClick={() => network.mutate({ lan: true })}
      >
        {t('terminals.openNetwork')}
      </Button>
    </div>
  );
}

function WhatItIs({ makeCode }: { makeCode: MakeCode }) {
  const t = useT();
  const [tried, setTried] = useState(false);
  const [wanted, setWanted] = useState<TerminalSettings>({
    name: '',
    kind: 'kitchen',
    stationIds: [],
    drawer: 'main',
    denied: [],
    showNames: false,
  });
  const isNamed = wanted.name.trim() !== '';
  const onChange = (part: Partial<TerminalSettings>) => setWanted({ ...wanted, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isNamed) makeCode.mutate(wanted);
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <KindField wanted={wanted} onChange={onChange} />
      <NameField
        wanted={wanted}
        onChange={onChange}
        error={tried && !isNamed ? t('terminals.nameMissing') : null}
      />
      <KindFields wanted={wanted} onChange={onChange} />
      <FailedNote error={makeCode.error} />
      <Button type="submit" look="primary" wide disabled={makeCode.isPending}>
        {t('terminals.makeCode')}
      </Button>
    </form>
  );
}
