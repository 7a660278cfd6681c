import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from '../../shared/ui/button.tsx';
import { missingCase } from '../../shared/kit/missing-case.ts';
import { type T, useT } from '../i18n/i18n.tsx';
import classes from './banners.module.css';
import type { Notice } from './health.ts';

interface Words {
  readonly what: string;
  readonly next: readonly string[];
  readonly step?: { readonly to: string; readonly text: string };
}

function wordsOf(notice: Notice, t: T): Words {
  switch (notice.kind) {
    case 'branchLost':
      return { what: t('banner.branchLost.what'), next: [t('banner.branchLost.next')] };
    case 'cannotStore':
      return { what: t('banner.cannotStore.what'), next: [t('banner.cannotStore.next')] };
    case 'revoked':
      return {
        what: t('banner.revoked.what'),
        next: [t('banner.revoked.next')],
        step: { to: '/setup', text: t('banner.pairNow') },
      };
    case 'unpaired':
      return {
        what: t('banner.unpaired.what'),
        next: [t('banner.unpaired.next')],
        step: { to: '/setup', text: t('banner.pairNow') },
      };
    case 'noPrinter':
      return {
        what: t('banner.noPrinter.what'),
        next: [t('banner.noPrinter.next')],
        step: { to: '/printers', text: t('banner.openPrinters') },
      };
    case 'expired':
    case 'doubt':
    case 'failedJobs':
      return {
        what: t(`banner.${notice.kind}.what`, { count: notice.count }),
        next: [t(`banner.${notice.kind}.next`)],
        step: { to: '/printers', text: t('banner.openQueue') },
      };
    case 'offline':
      return {
        what: t('banner.offline.what', { count: notice.minutes }),
        next: [t('banner.offline.next')],
        step: { to: '/waiting', text: t('banner.openWaiting') },
      };
    case 'clock':
      return { what: t('banner.clock', { count: notice.minutes }), next: [t('banner.clockNext')] };
    case 'printer':
      return printerWords(notice.printer, t);
    default:
      return missingCase(notice);
  }
}

function printerWords(printer: Extract<Notice, { kind: 'printer' }>['printer'], t: T): Words {
  return {
    what: t(`printerTrouble.${printer.state}`, { name: printer.name }),
    next: [t('waitingJobs', { count: printer.waitingJobs }), t(`printerHelp.${printer.state}`)],
    step: { to: '/printers', text: t('banner.openPrinters') },
  };
}

/** The gravest notice with its next step; the others behind one tap, so that the board keeps its place. */
export function Banners(props: { notices: readonly Notice[] }) {
  const t = useT();
  const [all, setAll] = useState(false);
  const { notices } = props;
  const more = notices.length - 1;
  const visible = all ? notices : notices.slice(0, 1);
  return (
    <div role="status">
      {visible.map((notice, index) => (
        <Banner key={keyOf(notice)} notice={notice}>
          {index === 0 && more > 0 ? (
            <Button look="quiet" onClick={() => setAll(!all)} aria-expanded={all}>
              {all ? t('banner.fewer') : t('banner.more', { count: more })}
            </Button>
          ) : null}
        </Banner>
      ))}
    </div>
  );
}

function keyOf(notice: Notice): string {
  return notice.kind === 'printer' ? `printer ${notice.printer.id}` : notice.kind;
}

const mild: readonly Notice['kind'][] = ['unpaired', 'noPrinter', 'clock'];

function Banner(props: { notice: Notice; children: React.ReactNode }) {
  const t = useT();
  const { what, next, step } = wordsOf(props.notice, t);
  const [here] = useLocation();
  const isMild = mild.includes(props.notice.kind);
  return (
    <div className={classes.banner} data-mild={isMild}>
      {isMild ? <IconInfoCircle aria-hidden /> : <IconAlertTriangle aria-hidden />}
      <p className={classes.words}>
        <strong>{what}</strong>
        {next.map((sentence) => (
          <span key={sentence}> {sentence}</span>
        ))}
      </p>
      {step && step.to !== here ? (
        <Link href={step.to} className={classes.step ?? ''}>
          {step.text}
        </Link>
      ) : null}
      {props.children}
    </div>
  );
}
