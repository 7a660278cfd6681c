import type { Template } from '../../../shared/contract/template.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { Chip } from '../../../shared/ui/chip.tsx';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { TimeText } from '../../../shared/ui/time-text.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import classes from './builder.module.css';
import { useVersions } from './use-templates.ts';

/** Everything that was ever saved, each to be brought back. */
export function VersionsDrawer(props: {
  template: Template;
  onRestore: (version: Template) => void;
  onClose: () => void;
}) {
  const t = useT();
  const versions = useVersions(props.template.id);
  return (
    <SideSheet onClose={props.onClose} title={t('templates.history.title')}>
      <p className={classes.hint}>{t('templates.history.lead')}</p>
      {versions.isPending ? <LoadingState label={t('common.loading')} shapes={2} /> : null}
      {versions.isError ? (
        <QueryFailed
          title={t('templates.history.failed')}
          error={versions.error}
          onRetry={() => versions.refetch()}
        />
      ) : null}
      <ol className={classes.versions}>
        {versions.data?.map((version, at) => (
          <li key={`${version.version} ${version.savedAtMs}`} className={classes.version}>
            <div>
              <strong>{t('templates.version', { version: version.version })}</strong>{' '}
              {at === 0 ? <Chip tone="neutral">{t('templates.history.newest')}</Chip> : null}
              <div className={classes.hint}>
                <TimeText atMs={version.savedAtMs} style="date" />{' '}
                {version.savedBy === ''
                  ? null
                  : t('templates.history.by', { who: version.savedBy })}
              </div>
              <bdi>{version.name}</bdi>
            </div>
            {at === 0 ? null : (
              <Button onClick={() => props.onRestore(version)}>
                {t('templates.history.restore')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </SideSheet>
  );
}
