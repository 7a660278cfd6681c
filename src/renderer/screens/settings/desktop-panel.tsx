import { Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ShellApi, ShellState } from '../../../shared/contract/shell.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { useDeps } from '../../api/deps.tsx';
import { keys } from '../../api/queries.ts';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Panel, Row } from '../../ui/page.tsx';

/** What belongs to this computer; nothing in a browser, which has no such program around it. */
export function DesktopPanel() {
  const { shell } = useDeps();
  return shell ? <ShellRows shell={shell} /> : null;
}

function ShellRows({ shell }: { shell: ShellApi }) {
  const t = useT();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: keys.shell, queryFn: () => shell.readShell({}) });
  const change = useMutation({
    mutationFn: (ask: () => Promise<ShellState>) => ask(),
    onSuccess: (state) => queries.setQueryData(keys.shell, state),
  });
  if (!data) return null;
  return (
    <Panel title={t('desktop.title')}>
      <FailedNote error={change.error} />
      <Row label={t('desktop.startAtLogin')} hint={t('desktop.startAtLoginHint')}>
        <Switch
          aria-label={t('desktop.startAtLogin')}
          checked={data.startAtLogin}
          onChange={({ currentTarget: { checked: on } }) =>
            change.mutate(() => shell.setStartAtLogin({ on }))
          }
        />
      </Row>
      <Row label={t('desktop.kiosk')} hint={t('desktop.kioskHint')}>
        <Switch
          aria-label={t('desktop.kiosk')}
          checked={data.kiosk}
          onChange={({ currentTarget: { checked: on } }) =>
            change.mutate(() => shell.setKiosk({ on }))
          }
        />
      </Row>
      <Row label={t('desktop.version', { version: data.version })} hint={updateText(data, t)}>
        {data.update.kind === 'waiting' ? (
          <Button
            disabled={!data.update.mayInstallNow || change.isPending}
            onClick={() => change.mutate(() => shell.installUpdate({}))}
          >
            {t('desktop.install')}
          </Button>
        ) : (
          <Button
            disabled={change.isPending}
            onClick={() => change.mutate(() => shell.checkForUpdate({}))}
          >
            {t('desktop.check')}
          </Button>
        )}
      </Row>
      <Row label={t('desktop.logs')} hint={t(`desktop.secrets.${data.secrets}`)}>
        <Button onClick={() => void shell.showLogs({})}>{t('desktop.showLogs')}</Button>
      </Row>
    </Panel>
  );
}

function updateText({ update }: ShellState, t: ReturnType<typeof useT>): string {
  switch (update.kind) {
    case 'none':
      return t('desktop.update.none');
    case 'downloading':
      return t('desktop.update.downloading', { version: update.version });
    case 'waiting':
      return update.mayInstallNow
        ? t('desktop.update.ready', { version: update.version })
        : t('desktop.update.busy', { version: update.version });
    case 'by_hand':
      return t('desktop.update.byHand', { version: update.version });
    case 'unreachable':
      return t('desktop.update.unreachable');
    case 'failed':
      return t('desktop.update.failed');
    case 'stuck':
      return t('desktop.update.stuck', { version: update.before });
    case 'rolled_back':
      return t('desktop.update.rolledBack', { version: update.version });
  }
}
