import type { Block, TextSize } from '../../../../printer/index.ts';
import type { TemplateDocument } from '../../../../shared/contract/template.ts';
import type { JobFacts, PaperFacts } from '../paper-facts.ts';
import { isolate } from '../../../../printer/index.ts';
import { timeText, words, type Word } from './words.ts';

const high: TextSize = { wide: 1, high: 2 };
const huge: TextSize = { wide: 2, high: 2 };

/** A strip across the paper that nobody can overlook, in both languages whatever the setting. */
export function strip(word: Word, addition = '', size = high): Block[] {
  const { en, ar } = words[word];
  // Two lines and not one: the Latin one stays text that the printer itself draws.
  return [en, ar].map((text) => ({
    kind: 'text',
    text: addition === '' ? text : `${text} ${addition}`,
    inverted: true,
    bold: true,
    align: 'center',
    size,
  }));
}

/** Which print this is and how far it may be believed. Stands above everything a template says. */
export function openingMarks(document: TemplateDocument, facts: PaperFacts): Block[] {
  const { copy, reason, backupFrom, lateSinceMs, order } = facts;
  const isTest = facts.isSample || order?.order.isTest === true;
  const why: Block[] =
    copy > 1 && reason !== '' ? [{ kind: 'text', text: reason, align: 'center' }] : [];
  return [
    jobLine(facts),
    ...(copy > 1 ? strip('copy', String(copy)) : []),
    ...why,
    ...(facts.inDoubt ? strip('duplicate') : []),
    ...(backupFrom === '' ? [] : strip('backupFrom', isolateForeign(backupFrom))),
    ...(lateSinceMs === null ? [] : strip('late', timeText(lateSinceMs, facts.timeZone))),
    ...(isTest ? strip(order === null ? 'testPrint' : 'test') : []),
    ...documentMarks(document, order),
  ];
}

/** What kind of paper this is, where taking it for another would cost somebody. */
function documentMarks(document: TemplateDocument, order: PaperFacts['order']): Block[] {
  if (document === 'void') return voidMarks(order);
  return document === 'guest_check' ? strip('notAReceipt') : [];
}

/** A cook who is told of one dish must not throw away the others. */
function voidMarks(facts: PaperFacts['order']): Block[] {
  const own = facts?.ownLines ?? [];
  const isOnlyLines = own.length > 0 && own.every((at) => facts?.order.lines[at]?.voided);
  return isOnlyLines
    ? [...strip('lineOff', '', huge), ...strip('restStays')]
    : [...strip('cancelled', '', huge), ...strip('doNotCook')];
}

/** The names by which the paper is found again, and the cut. */
export function closingMarks(document: TemplateDocument, facts: PaperFacts): Block[] {
  const { order } = facts;
  const isTest = facts.isSample || order?.order.isTest === true;
  const isForCooks = document === 'kitchen' || document === 'void';
  return [
    ...(isTest && isForCooks ? strip('doNotCook') : []),
    ...(order === null ? [] : [orderLine(order.order.id)]),
    { kind: 'cut' },
  ];
}

/** First of all, so that a torn-off piece tells it too; in letters every printer has, so that it is text and no picture. */
export function jobLine({ jobName, attempt }: JobFacts): Block {
  return { kind: 'text', text: `${jobName} attempt ${attempt}`, direction: 'ltr' };
}

function orderLine(orderId: string): Block {
  return { kind: 'text', text: `#${orderId}`, direction: 'ltr', align: 'center' };
}

/** A name of plain letters stays text for the printer's own font. */
function isolateForeign(name: string): string {
  return /^[\x20-\x7e]*$/.test(name) ? name : isolate(name);
}
