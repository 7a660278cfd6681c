import type { Language } from '../../shared/ui/locale.tsx';
import { platformName } from '../../shared/ui/platform-tag.tsx';
import type { T } from '../i18n/i18n.tsx';
import { jobProblemText } from '../printing/job-words.ts';
import type { Problem } from './problems.ts';

/** One problem as sentences: what happened, and what to do where that is not said already. */
export function problemTexts(
  problem: Problem,
  platform: string,
  words: { t: T; language: Language },
): string[] {
  const { t } = words;
  if (problem.kind === 'late') return [t('problem.late')];
  if (problem.kind === 'answer') {
    const put = {
      platform: platformName(platform, words.language),
      action: t(`orderAction.${problem.answer.action}`),
    };
    const what =
      problem.answer.state === 'refused'
        ? t('problem.answerRefused', put)
        : t('problem.answerGaveUp', put);
    return [what, t('problem.answerNext')];
  }
  const { job } = problem;
  const what = t(`printJobKind.${job.kind}`);
  if (job.state === 'unknown') {
    return [t('problem.printJobUnknown', { what, printer: job.printerName })];
  }
  if (job.state === 'expired') {
    return [
      t('problem.printJobExpired', { what, printer: job.printerName }),
      t('problem.expiredNext'),
    ];
  }
  const why = jobProblemText(job, t);
  return [
    job.state === 'failed'
      ? t('problem.printJobFailed', { what, why })
      : t('problem.printJobWaits', { what, why }),
  ];
}
