import type { Name } from '../../../../shared/contract/order.ts';
import { formatDecimal, type Minor } from '../../../../shared/contract/money.ts';
import { isolate, type Direction } from '../../../../printer/index.ts';
import type { TicketFacts } from './ticket-facts.ts';

/** The fixed words of tickets. Both languages of a mark print always: it must be understood by everybody. */
export const words = {
  cancelled: { en: 'CANCELLED', ar: 'ملغي' },
  collect: { en: 'COLLECT CASH', ar: 'تحصيل كاش' },
  copy: { en: 'COPY', ar: 'نسخة' },
  customer: { en: 'PICK-UP', ar: 'استلام' },
  cutlery: { en: 'CUTLERY', ar: 'أدوات الطعام' },
  dineIn: { en: 'DINE IN', ar: 'محلي' },
  doNotCook: { en: 'DO NOT COOK', ar: 'لا تحضّر الطلب' },
  due: { en: 'READY BY', ar: 'جاهز عند' },
  duplicate: { en: 'POSSIBLE DUPLICATE', ar: 'قد تكون نسخة مكررة' },
  items: { en: 'Items', ar: 'عدد الأصناف' },
  note: { en: 'NOTE', ar: 'ملاحظة' },
  notInMenu: { en: 'NOT IN MENU', ar: 'غير موجود في القائمة' },
  ownDriver: { en: 'OWN DELIVERY', ar: 'توصيل المطعم' },
  pickupCode: { en: 'Code', ar: 'الرمز' },
  placed: { en: 'Ordered', ar: 'وقت الطلب' },
  platformDriver: { en: 'DELIVERY', ar: 'توصيل' },
  riderPays: { en: 'RIDER PAYS', ar: 'يدفع السائق' },
  scheduled: { en: 'SCHEDULED', ar: 'مجدول' },
  table: { en: 'Table', ar: 'طاولة' },
  test: { en: 'TEST ORDER', ar: 'طلب تجريبي' },
} as const;

export type Word = keyof typeof words;
type Language = TicketFacts['language'];

/** A label in the ticket's language; with both, English first. */
export function label(word: Word, language: Language): string {
  const { en, ar } = words[word];
  if (language === 'both') return `${en} ${isolate(ar)}`;
  return language === 'ar' ? ar : en;
}

/** What the kitchen reads, verbatim: the wanted language, else what the platform sent. */
export function nameLines(name: Name, language: Language): string[] {
  const en = name.en ?? name.default;
  const ar = name.ar ?? name.default;
  if (language === 'both') return en === ar ? [en] : [en, ar];
  return [language === 'ar' ? ar : en];
}

/** The names in one line, each kept whole whatever the direction of the other. */
export function nameLine(name: Name, language: Language): string {
  return nameLines(name, language)
    .map((text) => isolated(text, language))
    .join(' / ');
}

/** Keeps a foreign piece in one piece; an English line of plain letters stays text for the printer's own font. */
export function isolated(text: string, language: Language): string {
  return language === 'en' && /^[\x20-\x7e]*$/.test(text) ? text : isolate(text);
}

export function directionOf(language: Language): Direction {
  return language === 'ar' ? 'rtl' : 'ltr';
}

/** `13:05` on the branch's clock. */
export function timeText(atMs: number, timeZone: string): string {
  return format(atMs, timeZone, { hour: '2-digit', minute: '2-digit' });
}

/** `20 Nov 13:05`. */
export function dateTimeText(atMs: number, timeZone: string): string {
  const day = format(atMs, timeZone, { day: 'numeric', month: 'short' });
  return `${day} ${timeText(atMs, timeZone)}`;
}

function format(atMs: number, timeZone: string, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone, hourCycle: 'h23' }).format(atMs);
}

/** `JOD 5.500`. */
export function amountText(minor: Minor, currency: string): string {
  return `${currency} ${formatDecimal(minor, currency)}`;
}
