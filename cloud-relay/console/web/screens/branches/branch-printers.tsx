import { IconPrinter } from '@tabler/icons-react';
import type { Branch, BranchReportView } from '../../../../../src/shared/contract/console-api.ts';
import { hourMs } from '../../../../../src/shared/kit/clock.ts';
import { Button } from '../../../../../src/shared/ui/button.tsx';
import { Chip, type Tone } from '../../../../../src/shared/ui/chip.tsx';
import { useChange, useRead } from '../../api/console-api.tsx';
import { useMay } from '../../api/use-may.ts';
import { type T, useT } from '../../i18n/i18n.tsx';
import { MomentText } from '../../ui/moment-text.tsx';
import { Section } from '../../ui/page.tsx';
import { PrintProgress } from '../../ui/print-request.tsx';
import { ChangeFailed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';

type Printer = BranchReportView['printers'][number];

const lookEveryMs = 5_000;

/** The branch's printers in plain words: now, or as of when it went dark. */
export function BranchPrinters({ branch }: { branch: Branch }) {
  const t = useT();
  const { report } = branch;
  if (!report) return null;
  const sentences = troubleTexts(t, report);
  return (
    <Section title={t('printers.title')}>
      {branch.presence === 'connected' ? null : (
        <p className={ui.soft}>
          {t('printers.asOf')} <MomentText atMs={report.atMs} />
        </p>
      )}
      {report.printers.length === 0 ? <p className={ui.soft}>{t('printers.none')}</p> : null}
      {report.printers.map((printer) => (
        <PrinterRow key={printer.id} branch={branch} printer={printer} />
      ))}
      {sentences.length === 0 ? null : (
        <div className={ui.problem}>
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
    </Section>
  );
}

function troubleTexts(t: T, { printTrouble }: BranchReportView): string[] {
  return (['unknown', 'failed', 'expired'] as const).flatMap((kind) =>
    printTrouble[kind] === 0 ? [] : [t(`printTrouble.${kind}`, { count: printTrouble[kind] })],
  );
}

const tones: Readonly<Record<Printer['state'], Tone>> = {
  ready: 'ready',
  paper_low: 'waiting',
  paper_out: 'problem',
  cover_open: 'problem',
  offline: 'problem',
  unreachable: 'problem',
  error: 'problem',
  unknown: 'neutral',
};

function PrinterRow({ branch, printer }: { branch: Branch; printer: Printer }) {
  const t = useT();
  const mayPrint = useMay('papers.print');
  return (
    <div className={ui.request}>
      <div className={ui.row}>
        <IconPrinter aria-hidden />
        <bdi>
          <b>{printer.name}</b>
        </bdi>
        <span className={ui.push}>
          <Chip tone={tones[printer.state]}>{t(`printerState.${printer.state}`)}</Chip>
        </span>
      </div>
      {printer.waitingJobs === 0 ? null : (
        <span className={ui.soft}>{t('printers.waiting', { count: printer.waitingJobs })}</span>
      )}
      {mayPrint ? <TestPage branch={branch} printer={printer} /> : null}
    </div>
  );
}

/** A page that shows whether the printer prints, and what became of the last one that was asked for. */
function TestPage({ branch, printer }: { branch: Branch; printer: Printer }) {
  const t = useT();
  const test = useChange('testPrinter');
  const asked = useRead('listPrintRequests', { branchId: branch.id }, { everyMs: lookEveryMs });
  const latest = asked.data?.items.find(
    ({ printerId, requestedAtMs }) => printerId === printer.id && isRecent(branch, requestedAtMs),
  );
  return (
    <>
      <ChangeFailed error={test.error} />
      <div className={ui.row}>
        <Button
          disabled={test.isPending}
          onClick={() => test.mutate({ id: branch.id, printerId: printer.id })}
        >
          {t('printers.test')}
        </Button>
      </div>
      {latest ? <PrintProgress request={latest} /> : null}
    </>
  );
}

/** What was tried before the branch last changed long ago says nothing about the printer now. */
function isRecent({ report }: Branch, requestedAtMs: number): boolean {
  return requestedAtMs >= (report?.atMs ?? 0) - hourMs;
}
