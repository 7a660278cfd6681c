import type { PrintRequestView } from '../../../../src/shared/contract/console-api.ts';
import type { Tone } from '../../../../src/shared/ui/chip.tsx';
import { useLocale } from '../../../../src/shared/ui/locale.tsx';
import { timeText } from '../../../../src/shared/ui/time-text.tsx';
import { type T, textOf, useT } from '../i18n/i18n.tsx';
import { MomentText } from './moment-text.tsx';
import ui from './ui.module.css';

/** A paper that was asked for, who wanted it and why, and where it is now. */
export function PrintRequestLine({ request }: { request: PrintRequestView }) {
  const t = useT();
  return (
    <div className={ui.request}>
      <span className={ui.row}>
        <b>{t(`paper.${request.document}`)}</b>
        {request.printerName === '' ? null : <bdi>{request.printerName}</bdi>}
      </span>
      <PrintProgress request={request} />
      <small className={ui.soft}>
        <MomentText atMs={request.requestedAtMs} /> · <bdi dir="ltr">{request.by}</bdi>
        {request.reason === '' ? null : (
          <>
            {' · '}
            <bdi>{request.reason}</bdi>
          </>
        )}
      </small>
    </div>
  );
}

/** Where it is now, in a sentence for each paper. */
export function PrintProgress({ request }: { request: PrintRequestView }) {
  const t = useT();
  const locale = useLocale();
  const timeOf = (atMs: number) => timeText(atMs, 'minutes', locale);
  if (request.outcome === 'taken' && request.papers.length > 0) {
    return request.papers.map((paper) => (
      <span key={paper.printJobId} className={ui.told} data-tone={paperTones[paper.state]}>
        {paperText(t, paper, timeOf)}
      </span>
    ));
  }
  return (
    <span className={ui.told} data-tone={outcomeTones[request.outcome]}>
      {request.outcome === 'refused'
        ? textOf(t, 'printRefused', request.why.replace('.', '_'))
        : t(`printOutcome.${request.outcome}`, { time: timeOf(request.expiresAtMs) })}
    </span>
  );
}

type Paper = PrintRequestView['papers'][number];

function paperText(t: T, paper: Paper, timeOf: (atMs: number) => string): string {
  const printer = paper.printerName === '' ? t('print.somewhere') : paper.printerName;
  const time = timeOf(paper.printedAtMs ?? 0);
  const said = t(`paperState.${paper.state}`, { printer, time });
  const isStopped = paper.problem !== '' && paper.state !== 'printed';
  return isStopped ? `${said} ${textOf(t, 'paperProblem', paper.problem)}` : said;
}

const outcomeTones: Readonly<Record<PrintRequestView['outcome'], Tone>> = {
  sending: 'new',
  waiting: 'offline',
  too_late: 'late',
  taken: 'new',
  expired: 'late',
  refused: 'problem',
};

const paperTones: Readonly<Record<Paper['state'], Tone>> = {
  queued: 'new',
  held: 'waiting',
  blocked: 'waiting',
  sending: 'new',
  printed: 'ready',
  unknown: 'problem',
  failed: 'problem',
  expired: 'late',
  cancelled: 'offline',
};
