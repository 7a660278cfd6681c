import type { PrintJobView } from '../../shared/contract/printing.ts';
import type { Language } from '../../shared/ui/locale.tsx';
import { platformName } from '../../shared/ui/platform-tag.tsx';
import type { T } from '../i18n/i18n.tsx';
import type { Problem } from './problems.ts';

const known = [
  'paper_out',
  'paper_low',
  'cover_open',
  'offline',
  'unreachable',
  'error',
  'unknown',
  'no_printer',
  'order_void',
  'scheduled',
  'unprintable',
  'in_doubt',
  'in_doubt_too_often',
] as const;

/** Why a ticket waits or failed. A code this till does not know yet still makes a true sentence. */
export function printJobProblemText(job: PrintJobView, t: T): string {
  const code = known.find((one) => one === job.problem) ?? 'other';
  return t(`printJobProblem.${code}`, { printer: job.printerName });
}

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
  if (job.state === 'unknown') {
    return [t('problem.printJobUnknown', { printer: job.printerName })];
  }
  const why = printJobProblemText(job, t);
  return [
    job.state === 'failed'
      ? t('problem.printJobFailed', { why })
      : t('problem.printJobWaits', { why }),
  ];
}
