import type { Bitmap, PaperDocument, PrinterProfile } from '../../../printer/index.ts';
import type { BranchSettings } from '../../../shared/contract/branch-api.ts';
import type { Order } from '../../../shared/contract/order.ts';
import { printJobName, type Station } from '../../../shared/contract/printing.ts';
import type { TemplateContent, TemplateDocument } from '../../../shared/contract/template.ts';
import type { EpochMs } from '../../../shared/kit/clock.ts';
import type { JobFacts, OrderFacts, PaperFacts, ReceiptFacts } from './paper-facts.ts';
import { documentOf, lateSinceMs } from './print-rules.ts';
import type { PrintJob } from './print-jobs-repo.ts';
import type { PrintedOrders } from './printed-orders.ts';
import { paperOf } from './templates/paper-of.ts';
import { sampleFacts } from './templates/samples.ts';
import { testTicket } from './templates/test-ticket.ts';

/** How papers look: always answers, because a broken template must not stop the printing. */
export interface PaperLooks {
  /** @param templateId the one that was asked for; null for the usual one of this document */
  contentOf(document: TemplateDocument, templateId: string | null): TemplateContent;
  /** Undefined when there is no such picture. */
  logo(logoId: string, widthDots: number): Bitmap | undefined;
}

export interface PaperContext {
  readonly orders: PrintedOrders;
  readonly settings: BranchSettings;
  readonly looks: PaperLooks;
  readonly branch: {
    readonly branchName: string;
    readonly companyName: string;
    readonly currency: string;
    readonly timeZone: string;
  };
  readonly nowMs: EpochMs;
  /** The station of the job, if it has one. */
  readonly station: Station | undefined;
  /** Where it prints. */
  readonly printerName: string;
  /** Sounds the printer's buzzer with what the kitchen must see. */
  readonly buzzer: boolean;
  /** The printer in whose place that is; empty when it is the right one. */
  readonly backupFrom: string;
  readonly profile: PrinterProfile;
}

/**
 * What the job's next attempt puts on paper.
 *
 * @throws Error when its order is not there, which the database rules out
 */
export function paperOfJob(job: PrintJob, context: PaperContext): PaperDocument {
  const { looks, profile, settings, station, branch } = context;
  const facts = jobFactsOf(job, context);
  const deps = { profile, logo: looks.logo.bind(looks) };
  if (job.facts?.kind === 'sample') {
    const { content, sample } = job.facts;
    const { language } = facts;
    const about = sampleFacts(sample, content.document, { ...branch, language });
    return paperOf(content, { ...about, ...facts }, deps).document;
  }
  if (job.kind === 'drawer' || job.kind === 'test') return testTicket(facts, profile);
  const document = job.kind;
  // A station's own template is for what the station prints, which a void ticket and a guest check are not.
  const own = documentOf(document) === document ? (station?.templateId ?? null) : null;
  const templateId = own ?? settings.documentTemplates[document] ?? null;
  const content = looks.contentOf(document, templateId);
  const paper = paperOf(content, factsOf(job, facts, context), deps).document;
  const calls = context.buzzer && documentOf(job.kind) === 'kitchen';
  return calls ? { ...paper, blocks: [{ kind: 'buzzer' }, ...paper.blocks] } : paper;
}

/** A test page that belongs to no printer. */
export function sampleTestPage(profile: PrinterProfile, timeZone: string): PaperDocument {
  const facts: JobFacts = {
    stationName: '0123456789',
    jobName: 'T-000000',
    attempt: 1,
    copy: 1,
    reason: '',
    inDoubt: false,
    backupFrom: '',
    lateSinceMs: null,
    isSample: false,
    printedAtMs: 0,
    timeZone,
    language: 'both',
  };
  return testTicket(facts, profile);
}

function factsOf(job: PrintJob, facts: JobFacts, context: PaperContext): PaperFacts {
  const { branchName, companyName } = context.branch;
  return {
    ...facts,
    branchName,
    companyName,
    // Nothing that the branch is told says it.
    taxNumber: '',
    report: job.facts?.kind === 'report' ? job.facts.report : null,
    ...aboutOf(job, context),
  };
}

/** What was ordered, and what was paid for it. */
function aboutOf(
  job: PrintJob,
  { orders, station }: PaperContext,
): Pick<PaperFacts, 'order' | 'receipt'> & Partial<Pick<PaperFacts, 'taxNumber'>> {
  if (job.facts?.kind === 'receipt' || job.facts?.kind === 'guest_check') {
    const { order, receipt, taxNumber } = job.facts;
    const whole = { order, readyByMs: null, ownLines: null, showsOtherLines: false };
    return { order: whole, receipt, taxNumber };
  }
  if (job.orderId === null) return { order: null, receipt: null };
  const found = orders.find(job.orderId);
  if (!found) throw new Error(`job ${job.id} has no order`);
  const { order, readyByMs } = found;
  const chosen = { order, ownLines: job.lines };
  return {
    order: {
      ...(job.kind === 'void' ? chosen : withoutVoided(chosen)),
      readyByMs,
      showsOtherLines: station?.lines === 'all',
    },
    receipt: receiptOf(order),
  };
}

/** What was voided at the counter is not cooked and not paid; only its void ticket speaks of it. */
function withoutVoided({
  order,
  ownLines,
}: Pick<OrderFacts, 'order' | 'ownLines'>): Pick<OrderFacts, 'order' | 'ownLines'> {
  const kept = order.lines.flatMap((line, at) => (line.voided ? [] : [at]));
  if (kept.length === order.lines.length) return { order, ownLines };
  return {
    order: { ...order, lines: order.lines.filter((line) => !line.voided) },
    ownLines: ownLines && kept.flatMap((at, now) => (ownLines.includes(at) ? [now] : [])),
  };
}

function jobFactsOf(job: PrintJob, context: PaperContext): JobFacts {
  const { settings, station, nowMs } = context;
  return {
    stationName: station?.name ?? context.printerName,
    jobName: printJobName(job.id),
    attempt: job.attempt + 1,
    copy: job.copy,
    reason: job.reason,
    inDoubt: job.doubts > 0,
    backupFrom: context.backupFrom,
    lateSinceMs: lateSinceMs(job, nowMs, settings),
    isSample: job.facts?.kind === 'sample',
    printedAtMs: nowMs,
    timeZone: context.branch.timeZone,
    language: station?.language ?? settings.ticketLanguage,
  };
}

/** What a platform's order says of its payment; the number people know it by is the receipt's. */
function receiptOf(order: Order): ReceiptFacts {
  const { displayNumber, taxMinor, totalMinor, paymentMethod } = order;
  return {
    number: displayNumber,
    cashier: '',
    taxOnTop: false,
    taxLines: taxMinor === null ? [] : [{ name: '', percent: '', amountMinor: taxMinor }],
    payments: totalMinor === null ? [] : [{ method: paymentMethod, amountMinor: totalMinor }],
    roundingMinor: 0,
    changeMinor: 0,
    leftMinor: 0,
  };
}
