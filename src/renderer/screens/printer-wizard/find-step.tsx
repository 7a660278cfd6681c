import { IconRefresh, IconSearchOff } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { DiscoveryView, FoundPrinter } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { ConnectionFields, connectionOf, typedOf } from '../../printing/connection-fields.tsx';
import { SupportCode } from '../../ui/error-note.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { nothingKnown } from './draft.ts';
import { FoundCard } from './found-card.tsx';
import { StepPage, type StepProps } from './step-page.tsx';
import type { Discovery } from './use-discovery.ts';
import classes from './wizard.module.css';

/** Which printer is it: one that was found, or one that the person can name. */
export function FindStep(props: StepProps & { discovery: Discovery }) {
  const t = useT();
  const { draft, discovery, change, onNext } = props;
  const { view } = discovery;
  const choose = (connection: FoundPrinter['connection']) => {
    // Another printer: what was found out about the one before does not hold for it.
    const isSame = JSON.stringify(connection) === JSON.stringify(draft.connection);
    if (!isSame) change({ ...nothingKnown, connection });
    if (view?.running) discovery.stop();
    onNext();
  };
  return (
    <StepPage title={t('wizard.find.title')} text={t('wizard.find.text')}>
      <FailedNote error={discovery.error} />
      {view ? <Progress view={view} onAgain={discovery.again} /> : null}
      {view && !view.running && view.found.length === 0 ? <NothingFound /> : null}
      <ul className={classes.found} aria-label={t('wizard.find.list')}>
        {view?.found.map((found) => (
          <li key={found.key}>
            <FoundCard
              found={found}
              profiles={props.profiles}
              added={props.printers.find(({ id }) => id === found.printerId)}
              onChoose={() => choose(found.connection)}
            />
          </li>
        ))}
      </ul>
      <ByHand connection={draft.connection} onDone={choose} />
    </StepPage>
  );
}

function Progress({ view, onAgain }: { view: DiscoveryView; onAgain: () => void }) {
  const t = useT();
  return (
    <>
      <div className={classes.progress} role="status">
        {view.running ? (
          <>
            <span>{t('wizard.find.running')}</span>
            <progress
              aria-label={t('wizard.find.running')}
              max={Math.max(1, view.total)}
              value={view.done}
            />
          </>
        ) : (
          <>
            <span>{t('wizard.find.over', { count: view.found.length })}</span>
            <Button icon={<IconRefresh aria-hidden />} onClick={onAgain}>
              {t('wizard.find.again')}
            </Button>
          </>
        )}
      </div>
      {view.failed.map(({ source, code }) => (
        <p key={source} className={classes.hint}>
          {t(`discoveryFailed.${source}`)} <SupportCode code={code} />
        </p>
      ))}
    </>
  );
}

function NothingFound() {
  const t = useT();
  return (
    <EmptyState title={t('wizard.find.nothing')} icon={<IconSearchOff aria-hidden />}>
      <p>{t('wizard.find.nothingHint')}</p>
    </EmptyState>
  );
}

/** For the printer that no search finds: behind a router, on an old line, or switched off for now. */
function ByHand(props: {
  connection: FoundPrinter['connection'] | null;
  onDone: (connection: FoundPrinter['connection']) => void;
}) {
  const t = useT();
  const [typed, setTyped] = useState(() => typedOf(props.connection));
  const [tried, setTried] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const { connection } = connectionOf(typed);
    if (connection) props.onDone(connection);
  };
  return (
    <details className={classes.byHand}>
      <summary>{t('wizard.find.byHand')}</summary>
      <form className={classes.form} onSubmit={submit} noValidate>
        <ConnectionFields typed={typed} tried={tried} onChange={setTyped} />
        <Button type="submit" look="primary">
          {t('wizard.next')}
        </Button>
      </form>
    </details>
  );
}
