import { Switch } from '@mantine/core';
import { IconDeviceDesktop, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { z } from 'zod';
import type { NetworkView, Terminal, terminalRoutes } from '../../../shared/contract/terminal.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { EmptyState, LoadingState } from '../../../shared/ui/states.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { useSelf } from '../../terminals/use-self.ts';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Page, Panel, Row } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { AddSheet } from './add-sheet.tsx';
import { EditSheet } from './edit-sheet.tsx';
import { TerminalRow } from './terminal-row.tsx';
import classes from './terminals.module.css';
import { useTerminalCommands, useTerminals } from './use-terminals.ts';

type Loaded = z.infer<typeof terminalRoutes.listTerminals.reply>;
type Open = null | 'add' | Terminal;

/** Which other machines of the restaurant may come in, and what each of them is. */
export function TerminalsScreen() {
  const t = useT();
  const query = useTerminals();
  const isMain = useSelf().data?.kind === 'main';
  const [open, setOpen] = useState<Open>(null);
  const { data } = query;
  const add = (
    <Button icon={<IconPlus aria-hidden />} disabled={!isMain} onClick={() => setOpen('add')}>
      {t('terminals.add')}
    </Button>
  );
  return (
    <Page title={t('terminals.title')} action={data && data.terminals.length > 0 ? add : null}>
      {query.isPending ? <LoadingState label={t('common.loading')} shapes={2} /> : null}
      {query.isError && !data ? (
        <QueryFailed
          title={t('terminals.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : null}
      {data ? <Content data={data} isMain={isMain} add={add} onEdit={setOpen} /> : null}
      {data && open === 'add' ? (
        <AddSheet network={data.network} terminals={data.terminals} onClose={() => setOpen(null)} />
      ) : null}
      {open !== null && open !== 'add' ? (
        <EditSheet key={open.id} terminal={open} onClose={() => setOpen(null)} />
      ) : null}
    </Page>
  );
}

function Content(props: {
  data: Loaded;
  isMain: boolean;
  add: ReactNode;
  onEdit: (terminal: Terminal) => void;
}) {
  const t = useT();
  const { data, isMain } = props;
  return (
    <>
      {isMain ? null : <p className={classes.notHere}>{t('terminals.onlyMain')}</p>}
      {data.terminals.length === 0 ? (
        <EmptyState title={t('terminals.empty')} icon={<IconDeviceDesktop aria-hidden />}>
          <p>{t('terminals.emptyHint')}</p>
          {props.add}
        </EmptyState>
      ) : (
        <Panel title={t('terminals.list')}>
          <ul className={classes.list}>
            {data.terminals.map((terminal) => (
              <TerminalRow
                key={terminal.id}
                terminal={terminal}
                disabled={!isMain}
                onEdit={() => props.onEdit(terminal)}
              />
            ))}
          </ul>
        </Panel>
      )}
      <NetworkPanel network={data.network} bumpedIsReady={data.bumpedIsReady} disabled={!isMain} />
      <HerePanel />
    </>
  );
}

function NetworkPanel(props: { network: NetworkView; bumpedIsReady: boolean; disabled: boolean }) {
  const t = useT();
  const { network, disabled } = props;
  const commands = useTerminalCommands();
  const change = commands.network;
  return (
    <Panel title={t('terminals.network')}>
      <Row
        label={t('terminals.lan')}
        hint={t(network.lanForced ? 'terminals.lanForced' : 'terminals.lanHint')}
      >
        <Switch
          aria-label={t('terminals.lan')}
          checked={network.lan}
          disabled={disabled || network.lanForced || change.isPending}
          onChange={(event) => change.mutate({ lan: event.currentTarget.checked })}
        />
      </Row>
      {network.lan ? <Addresses network={network} /> : null}
      <Row label={t('terminals.bumpedIsReady')} hint={t('terminals.bumpedIsReadyHint')}>
        <Switch
          aria-label={t('terminals.bumpedIsReady')}
          checked={props.bumpedIsReady}
          disabled={disabled || change.isPending}
          onChange={(event) => change.mutate({ bumpedIsReady: event.currentTarget.checked })}
        />
      </Row>
      <FailedNote error={change.error} />
    </Panel>
  );
}

function Addresses({ network }: { network: NetworkView }) {
  const t = useT();
  const hint = network.urls.length === 0 ? t('terminals.noNetwork') : t('terminals.addressHint');
  return (
    <Row label={t('terminals.address')} hint={hint}>
      <ul className={classes.addresses}>
        {network.urls.map((url) => (
          <li key={url}>
            <bdi dir="ltr">{url}</bdi>
          </li>
        ))}
        {network.problems.map(({ address, code }) => (
          <li key={address} className={classes.problem}>
            {t('terminals.problem', { address })} <bdi>{code}</bdi>
          </li>
        ))}
      </ul>
    </Row>
  );
}

/** The same screens on this very machine, to look at or for a second monitor. */
function HerePanel() {
  const t = useT();
  return (
    <Panel title={t('terminals.here')}>
      <Row label={t('terminals.kind.kitchen')} hint={t('terminals.hereKitchen')}>
        <Link className={classes.open ?? ''} href="/kitchen">
          {t('terminals.open', { what: t('terminals.kind.kitchen') })}
        </Link>
      </Row>
      <Row label={t('terminals.kind.pickup')} hint={t('terminals.herePickup')}>
        <Link className={classes.open ?? ''} href="/pickup">
          {t('terminals.open', { what: t('terminals.kind.pickup') })}
        </Link>
      </Row>
    </Panel>
  );
}
