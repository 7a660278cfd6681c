import { NativeSelect } from '@mantine/core';
import { IconCircleCheck, IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { PrinterCheck, PrinterConnection } from '../../../shared/contract/printing.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { useBranchApi } from '../../api/branch-api.tsx';
import { keys } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { usualBauds } from '../../printing/connection-fields.tsx';
import { connectionText } from '../../printing/connection-words.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { StepPage, type StepProps } from './step-page.tsx';
import classes from './wizard.module.css';

/** Is it there, how is it, and what is it? Nothing is printed for this. */
export function CheckStep(props: StepProps) {
  const t = useT();
  const { draft, change, profiles } = props;
  const check = useCheck(draft.connection);
  const found = check.data ?? null;
  const profile = likelyProfile(draft, found) ?? profiles[0]?.key ?? '';
  const twin = props.printers.find(
    ({ id, connection }) => id !== draft.printerId && isSame(connection, draft.connection),
  );
  return (
    <StepPage
      title={t('wizard.check.title')}
      text={draft.connection ? connectionText(draft.connection, t) : ''}
      onBack={props.onBack}
      next={{
        label: t('wizard.next'),
        disabled: check.isFetching || profile === '' || twin !== undefined,
        onClick: () => {
          change({ check: found, profile });
          props.onNext();
        },
      }}
    >
      <CheckNews check={check} />
      <Twin printer={twin} />
      {draft.connection?.kind === 'serial' ? (
        <SerialSpeed
          connection={draft.connection}
          onChange={(connection) => change({ connection })}
        />
      ) : null}
      <NativeSelect
        label={t('printers.profile')}
        description={t('wizard.check.modelHint')}
        value={profile}
        onChange={(event) => change({ profile: event.currentTarget.value, widthDots: null })}
        data={profiles.map(({ key, name }) => ({ value: key, label: name }))}
      />
    </StepPage>
  );
}

/** What the person chose, else what the printer seems to be. */
function likelyProfile(draft: StepProps['draft'], found: PrinterCheck | null): string | undefined {
  return draft.profile || (found ?? draft.check)?.profile;
}

/** Two printers at one address would take each other's turn. */
function Twin({ printer }: { printer: StepProps['printers'][number] | undefined }) {
  const t = useT();
  if (!printer) return null;
  return (
    <p role="alert" className={classes.lead}>
      {t('wizard.find.added', { name: printer.name })}
    </p>
  );
}

function isSame(one: PrinterConnection, other: PrinterConnection | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function CheckNews({ check }: { check: ReturnType<typeof useCheck> }) {
  const t = useT();
  if (check.isFetching) return <LoadingState label={t('wizard.check.running')} shapes={1} />;
  return (
    <>
      {check.data ? <Found check={check.data} /> : null}
      <FailedNote error={check.error} />
      <div className={classes.row}>
        <Button icon={<IconRefresh aria-hidden />} onClick={() => void check.refetch()}>
          {t('wizard.check.again')}
        </Button>
      </div>
    </>
  );
}

/** Looks again whenever the address or its speed changes. */
function useCheck(connection: PrinterConnection | null) {
  const api = useBranchApi();
  return useQuery({
    queryKey: keys.printerCheck(connection),
    enabled: connection !== null,
    staleTime: Infinity,
    gcTime: 0,
    queryFn: () => {
      if (!connection) throw new Error('a check without an address');
      return api.checkPrinter({ connection });
    },
  });
}

const answers: readonly PrinterCheck['state'][] = ['ready', 'paper_low', 'unknown'];

function Found({ check }: { check: PrinterCheck }) {
  const t = useT();
  const isWell = answers.includes(check.state);
  return (
    <div className={classes.verdict} data-well={isWell} role="status">
      {isWell ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
      <p>
        <b>{t(`checkSays.${check.state}.what`)}</b>
        <span>{t(`checkSays.${check.state}.next`)}</span>
        {check.because === '' ? null : (
          <small>
            {t('wizard.check.because')} <bdi dir="auto">{check.because}</bdi>
          </small>
        )}
      </p>
    </div>
  );
}

/** A serial line does not say how fast it is: the branch can ask at every usual speed. */
function SerialSpeed(props: {
  connection: Extract<PrinterConnection, { kind: 'serial' }>;
  onChange: (connection: PrinterConnection) => void;
}) {
  const t = useT();
  const api = useBranchApi();
  const { connection, onChange } = props;
  const detect = useMutation({
    mutationFn: () => api.detectSerialLine({ path: connection.path }),
    onSuccess: ({ baud }) => {
      if (baud !== null) onChange({ ...connection, baud });
    },
  });
  const bauds = [...new Set([...usualBauds, connection.baud])].map(String);
  return (
    <div className={classes.form}>
      <NativeSelect
        label={t('connectionField.baud.label')}
        dir="ltr"
        value={String(connection.baud)}
        onChange={(event) => onChange({ ...connection, baud: Number(event.currentTarget.value) })}
        data={bauds}
      />
      <div className={classes.row}>
        <Button disabled={detect.isPending} onClick={() => detect.mutate()}>
          {t(detect.isPending ? 'wizard.check.detecting' : 'wizard.check.detect')}
        </Button>
        {detect.data ? (
          <span role="status">
            {detect.data.baud === null
              ? t('wizard.check.noSpeed')
              : t('wizard.check.speed', { baud: String(detect.data.baud) })}
          </span>
        ) : null}
      </div>
      <FailedNote error={detect.error} />
    </div>
  );
}
