import { useLocale } from '../../../../src/shared/ui/locale.tsx';
import { platformName } from '../../../../src/shared/ui/platform-tag.tsx';
import { useRead } from '../api/console-api.tsx';
import { useT } from '../i18n/i18n.tsx';
import ui from '../ui/ui.module.css';

const lookEveryMs = 15_000;

/** What keeps orders or answers from arriving, each with its next step; nothing while all is well. */
export function Troubles({ companyId }: { companyId: string }) {
  const t = useT();
  const { language } = useLocale();
  const { data } = useRead('listTroubles', { companyId }, { everyMs: lookEveryMs });
  if (!data) return null;
  const sentences = [
    ...data.brokenConnections.map(({ name }) => t('troubles.brokenConnection', { name })),
    ...data.openBreakers.map(({ platform, operation }) =>
      t(`troubles.${operation}`, { platform: platformName(platform, language) }),
    ),
    ...(data.unreadableBranchEvents > 0
      ? [t('troubles.branchEvents', { count: data.unreadableBranchEvents })]
      : []),
  ];
  if (sentences.length === 0) return null;
  return (
    <section aria-label={t('troubles.title')} className={ui.problem}>
      {[...new Set(sentences)].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}
