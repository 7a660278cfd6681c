import { isolate, type Block } from '../../../../printer/index.ts';
import type { CashMove, ShiftPerson } from '../../../../shared/contract/shift.ts';
import type { ShiftFacts } from '../report-facts.ts';
import { heading, money, namedPair, pair, table, tallyRows, type Report } from './report-rows.ts';
import { directionOf, isolated, label, timeText, type Word } from './words.ts';

/** Which report it is; a Z says which of them. */
export function titleText({ facts: { shift }, language }: Report): string {
  if (shift === null) return label('dayReport', language);
  const number = shift.number === null ? '' : ` ${isolate(String(shift.number))}`;
  return label(shift.kind === 'x' ? 'xReport' : 'zReport', language) + number;
}

/** Who kept the drawer, and what is left to do. */
export function keepers(report: Report, shift: ShiftFacts): Block[] {
  const { openedBy, openedBySale, closedBy, openBills } = shift;
  const opener = openedBySale ? label('openedBySale', report.language) : openedBy;
  return [
    ...(opener === '' ? [] : pair(report, 'openedBy', isolate(opener))),
    ...(closedBy === '' ? [] : pair(report, 'closedBy', isolate(closedBy))),
    ...(openBills === 0 ? [] : pair(report, 'openBills', String(openBills))),
  ];
}

/** What lies between the sales and the money, so that the paper adds up. */
export function betweenSalesAndMoney(report: Report, shift: ShiftFacts): Block[] {
  const { openBillsMinor, roundingMinor } = shift;
  return [
    ...(openBillsMinor === 0 ? [] : pair(report, 'openBillsPaid', money(report, openBillsMinor))),
    ...(roundingMinor === 0 ? [] : pair(report, 'rounding', money(report, roundingMinor))),
  ];
}

const kinds = { dine_in: 'dineIn', takeaway: 'pickup', delivery: 'ownDriver' } as const;

export function byKind(report: Report, shift: ShiftFacts): Block[] {
  return table('byKind', report, shift.byKind, ({ kind }) => label(kinds[kind], report.language));
}

/** The card terminal's own word beside ours. */
export function cardTerminal(report: Report, shift: ShiftFacts): Block[] {
  const { cardTerminalMinor } = shift;
  if (cardTerminalMinor === null) return [];
  const card = report.facts.byPayment.find(({ method }) => method === 'card');
  return [
    ...pair(report, 'terminal', money(report, cardTerminalMinor)),
    ...pair(report, 'difference', money(report, cardTerminalMinor - (card?.totalMinor ?? 0))),
  ];
}

/** Where there is more than one rate. */
export function taxesByRate(report: Report, shift: ShiftFacts): Block[] {
  const taxes = shift.taxes.filter(({ grossMinor }) => grossMinor !== 0);
  if (taxes.length < 2) return [];
  return taxes.flatMap(({ rateBasisPoints, taxMinor }) =>
    namedPair(
      report,
      `${label('tax', report.language)} ${isolate(`${rateBasisPoints / 100} %`)}`,
      money(report, taxMinor),
    ),
  );
}

/** How the drawer came to what should be in it. */
export function cashLines(report: Report, { cash }: ShiftFacts): Block[] {
  const lines: readonly (readonly [Word, number])[] = [
    ['float', cash.floatMinor],
    ['cashTaken', cash.takenMinor],
    ['cashGivenBack', 0 - cash.givenBackMinor],
    ['paidIn', cash.paidInMinor],
    ['paidOut', 0 - cash.paidOutMinor],
  ];
  return lines
    .filter(([word, amountMinor]) => word === 'float' || amountMinor !== 0)
    .flatMap(([word, amountMinor]) => pair(report, word, money(report, amountMinor)));
}

export function note({ language }: Report, shift: ShiftFacts): Block[] {
  if (shift.note === '') return [];
  const text = `${label('note', language)}: ${isolated(shift.note, language)}`;
  return [{ kind: 'text', text, boxed: true, direction: directionOf(language) }];
}

export function cashMoves(report: Report, { moves }: ShiftFacts): Block[] {
  if (moves.length === 0) return [];
  return [...heading('cashMoves', report), ...moves.flatMap((move) => cashMove(report, move))];
}

function cashMove(report: Report, move: CashMove): Block[] {
  const { language, timeZone } = report;
  const isIn = move.kind === 'pay_in';
  const name = `${timeText(move.atMs, timeZone)} ${label(isIn ? 'paidIn' : 'paidOut', language)}`;
  const allowed =
    move.approvedBy === '' ? '' : `${label('allowedBy', language)} ${isolate(move.approvedBy)}`;
  const about = [isolated(move.reason, language), isolate(move.by.name), allowed];
  const words = about.filter((text) => text !== '' && text !== isolate('')).join(' / ');
  return [
    ...namedPair(report, name, money(report, isIn ? move.amountMinor : 0 - move.amountMinor)),
    { kind: 'text', text: words, indent: 2, direction: directionOf(language) },
  ];
}

export function staff(report: Report, shift: ShiftFacts): Block[] {
  if (shift.staff.length === 0) return [];
  return [
    ...heading('staff', report),
    ...shift.staff.flatMap((person) => onePerson(report, person)),
  ];
}

function onePerson(report: Report, person: ShiftPerson): Block[] {
  const { language } = report;
  const tallies: readonly (readonly [Word, ShiftPerson['sales']])[] = [
    ['sales', person.sales],
    ['discounts', person.discounts],
    ['takenOff', person.voids],
    ['refunds', person.refunds],
  ];
  const rows = tallies
    .filter(([, { count, totalMinor }]) => count !== 0 || totalMinor !== 0)
    .map(([word, { count, totalMinor }]) => ({ word, orders: count, totalMinor }));
  const name = person.by.name === '' ? label('till', language) : person.by.name;
  const openings =
    person.drawerOpenings === 0 ? [] : pair(report, 'drawerOpened', String(person.drawerOpenings));
  return [
    { kind: 'text', text: isolate(name), bold: true, direction: directionOf(language) },
    ...tallyRows(report, rows, ({ word }) => label(word, language)),
    ...openings,
  ];
}
