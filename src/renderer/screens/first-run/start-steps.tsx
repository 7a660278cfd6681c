import { IconFolderOpen, IconSparkles } from '@tabler/icons-react';
import { Button } from '../../../shared/ui/button.tsx';
import { type Language, languages } from '../../../shared/ui/locale.tsx';
import { RestoreCard } from '../../backup/restore-card.tsx';
import { useFileRestore } from '../../backup/use-file-restore.ts';
import { usePreferences } from '../../format/preferences.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import classes from './first-run.module.css';
import { StepFrame, type StepProps } from './step-frame.tsx';

const ownNames: Record<Language, string> = { en: 'English', ar: 'العربية' };

/** Each language in its own letters: whoever cannot read the page finds theirs. */
export function LanguageStep({ onNext, onEnd }: StepProps & { onEnd: () => void }) {
  const t = useT();
  const { change } = usePreferences();
  return (
    <StepFrame step="language">
      <div className={classes.choices}>
        {languages.toReversed().map((language) => (
          <button
            key={language}
            type="button"
            lang={language}
            className={classes.choice}
            onClick={() => {
              change({ language });
              onNext();
            }}
          >
            {ownNames[language]}
          </button>
        ))}
      </div>
      <div className={classes.skip}>
        <Button look="quiet" onClick={onEnd}>
          {t('firstRun.skipAll')}
        </Button>
        <span>{t('firstRun.without.language')}</span>
      </div>
    </StepFrame>
  );
}

/** A new branch, or an old one on new hardware. */
export function DataStep({ onNext, onBack }: StepProps) {
  const t = useT();
  const { upload, choose } = useFileRestore();
  return (
    <StepFrame step="data" onBack={onBack}>
      <div className={classes.choices}>
        <button type="button" className={classes.choice} onClick={onNext}>
          <IconSparkles aria-hidden />
          {t('firstRun.data.new')}
        </button>
        <button
          type="button"
          className={classes.choice}
          disabled={upload.isPending}
          onClick={choose}
        >
          <IconFolderOpen aria-hidden />
          {upload.isPending ? t('backup.reading') : t('firstRun.data.restore')}
        </button>
      </div>
      <FailedNote error={upload.error} />
      {upload.data ? <RestoreCard offer={upload.data} onCancel={() => upload.reset()} /> : null}
    </StepFrame>
  );
}
