import { Button } from '../../../../../src/shared/ui/button.tsx';
import { useLocale } from '../../../../../src/shared/ui/locale.tsx';
import { platformName } from '../../../../../src/shared/ui/platform-tag.tsx';
import { useChange } from '../../api/console-api.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { ChangeFailed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';

/** Reads every unreadable call of a platform again, for the day after an update. */
export function ReplayAll(props: { companyId: string; platforms: readonly string[] }) {
  const t = useT();
  const { language } = useLocale();
  const replay = useChange('replayUnreadable');
  return (
    <div className={ui.form}>
      <div className={ui.row}>
        {props.platforms.map((platform) => (
          <Button
            key={platform}
            disabled={replay.isPending}
            onClick={() => replay.mutate({ platform, companyId: props.companyId })}
          >
            {t('webhooks.replayAll', { platform: platformName(platform, language) })}
          </Button>
        ))}
      </div>
      <ChangeFailed error={replay.error} />
      {replay.data ? (
        <p role="status">{t('webhooks.replayed', { count: replay.data.done })}</p>
      ) : null}
    </div>
  );
}
