import { isolate, type Direction } from '../../../../printer/index.ts';
import { formatDecimal, type Minor } from '../../../../shared/contract/money.ts';
import type { Name } from '../../../../shared/contract/order.ts';
import type { JobFacts } from '../paper-facts.ts';

export type Language = JobFacts['language'];

/** The fixed words of papers. Both languages of a mark print always: it must be understood by everybody. */
export const words = {
  address: { en: 'ADDRESS', ar: 'العنوان' },
  allergy: { en: 'ALLERGY', ar: 'حساسية' },
  allowedBy: { en: 'allowed by', ar: 'بموافقة' },
  backupFrom: { en: 'BACKUP FROM', ar: 'بدلاً عن طابعة' },
  bag: { en: 'Bag', ar: 'كيس' },
  branch: { en: 'Branch', ar: 'الفرع' },
  byChannel: { en: 'Sales by channel', ar: 'المبيعات حسب القناة' },
  byKind: { en: 'Sales by type', ar: 'المبيعات حسب النوع' },
  byPayment: { en: 'Sales by payment', ar: 'المبيعات حسب الدفع' },
  cancelled: { en: 'CANCELLED', ar: 'ملغي' },
  cash: { en: 'Cash', ar: 'كاش' },
  cashDrawer: { en: 'Cash drawer', ar: 'درج الكاش' },
  cashGivenBack: { en: 'Cash given back', ar: 'كاش مُرجع' },
  cashier: { en: 'Cashier', ar: 'الكاشير' },
  card: { en: 'Card', ar: 'بطاقة' },
  cashMoves: { en: 'Paid in and out', ar: 'إدخال الكاش وإخراجه' },
  cashTaken: { en: 'Cash taken', ar: 'كاش مقبوض' },
  change: { en: 'Change', ar: 'الباقي' },
  closedBy: { en: 'Closed by', ar: 'إغلاق الوردية' },
  company: { en: 'Company', ar: 'الشركة' },
  collect: { en: 'COLLECT CASH', ar: 'تحصيل كاش' },
  copy: { en: 'COPY', ar: 'نسخة' },
  counted: { en: 'Counted', ar: 'المعدود' },
  customer: { en: 'Customer', ar: 'الزبون' },
  cutlery: { en: 'CUTLERY', ar: 'أدوات الطعام' },
  dayReport: { en: 'DAY REPORT', ar: 'تقرير اليوم' },
  deliveryFee: { en: 'Delivery fee', ar: 'رسوم التوصيل' },
  deposit: { en: 'Deposit', ar: 'تأمين' },
  difference: { en: 'Difference', ar: 'الفرق' },
  dineIn: { en: 'DINE IN', ar: 'محلي' },
  discount: { en: 'Discount', ar: 'خصم' },
  discounts: { en: 'Discounts', ar: 'الخصومات' },
  doNotCook: { en: 'DO NOT COOK', ar: 'لا تحضّر الطلب' },
  drawerOpened: { en: 'Drawer opened', ar: 'فتح الدرج بلا بيع' },
  due: { en: 'READY BY', ar: 'جاهز عند' },
  duplicate: { en: 'POSSIBLE DUPLICATE', ar: 'قد تكون نسخة مكررة' },
  expected: { en: 'Expected', ar: 'المتوقع' },
  float: { en: 'Float', ar: 'رصيد البداية' },
  fulfilment: { en: 'Type', ar: 'نوع الطلب' },
  from: { en: 'From', ar: 'من' },
  gross: { en: 'Gross sales', ar: 'إجمالي المبيعات' },
  items: { en: 'Items', ar: 'عدد الأصناف' },
  late: { en: 'LATE SINCE', ar: 'متأخر منذ' },
  leftToPay: { en: 'LEFT TO PAY', ar: 'المتبقي للدفع' },
  lineOff: { en: 'ONLY THIS IS OFF', ar: 'أُلغي هذا فقط' },
  net: { en: 'NET SALES', ar: 'صافي المبيعات' },
  note: { en: 'NOTE', ar: 'ملاحظة' },
  notAReceipt: { en: 'NOT A RECEIPT', ar: 'ليست فاتورة' },
  notCounted: { en: 'not counted', ar: 'لم يُعدّ' },
  notInMenu: { en: 'NOT IN MENU', ar: 'غير موجود في القائمة' },
  online: { en: 'Paid online', ar: 'مدفوع أونلاين' },
  openBills: { en: 'Bills left open', ar: 'فواتير بقيت مفتوحة' },
  openBillsPaid: { en: 'Paid on open bills', ar: 'مدفوع على فواتير مفتوحة' },
  openedBy: { en: 'Opened by', ar: 'فتح الوردية' },
  openedBySale: { en: 'a sale', ar: 'أول عملية بيع' },
  orders: { en: 'Orders', ar: 'الطلبات' },
  otherCharge: { en: 'Other charge', ar: 'رسوم أخرى' },
  otherPayment: { en: 'Other', ar: 'أخرى' },
  otherStations: { en: 'OTHER STATIONS', ar: 'محطات أخرى' },
  ownDriver: { en: 'OWN DELIVERY', ar: 'توصيل المطعم' },
  packaging: { en: 'Packaging', ar: 'تغليف' },
  paidIn: { en: 'Paid in', ar: 'إدخال' },
  paidOut: { en: 'Paid out', ar: 'إخراج' },
  payments: { en: 'Payments', ar: 'الدفعات' },
  payment: { en: 'Payment', ar: 'الدفع' },
  phone: { en: 'Phone', ar: 'الهاتف' },
  pickup: { en: 'PICK-UP', ar: 'سفري' },
  pickupCode: { en: 'Code', ar: 'الرمز' },
  placed: { en: 'Ordered', ar: 'وقت الطلب' },
  platform: { en: 'Platform', ar: 'المنصة' },
  platformDriver: { en: 'DELIVERY', ar: 'توصيل' },
  platformsApart: { en: 'Platforms, not in the drawer', ar: 'المنصات، خارج الدرج' },
  printed: { en: 'Printed', ar: 'وقت الطباعة' },
  number: { en: 'Order', ar: 'طلب' },
  receiptNumber: { en: 'Receipt', ar: 'إيصال' },
  receipts: { en: 'Receipts', ar: 'الإيصالات' },
  refunds: { en: 'Refunds', ar: 'المرتجعات' },
  restStays: { en: 'THE REST STAYS', ar: 'باقي الطلب كما هو' },
  riderPays: { en: 'RIDER PAYS', ar: 'يدفع السائق' },
  rounding: { en: 'Cash rounding', ar: 'تقريب الكاش' },
  sales: { en: 'Sales', ar: 'المبيعات' },
  scheduled: { en: 'SCHEDULED', ar: 'مجدول' },
  service: { en: 'Service', ar: 'خدمة' },
  staff: { en: 'Staff', ar: 'الموظفون' },
  station: { en: 'Station', ar: 'المحطة' },
  subtotal: { en: 'Subtotal', ar: 'المجموع الفرعي' },
  surcharge: { en: 'Surcharge', ar: 'رسوم إضافية' },
  table: { en: 'Table', ar: 'طاولة' },
  takenOff: { en: 'Taken off', ar: 'محذوف وملغي' },
  tax: { en: 'Sales tax', ar: 'ضريبة المبيعات' },
  taxNumber: { en: 'Tax no.', ar: 'الرقم الضريبي' },
  terminal: { en: 'Card terminal', ar: 'جهاز البطاقات' },
  test: { en: 'TEST ORDER', ar: 'طلب تجريبي' },
  testPrint: { en: 'TEST PRINT', ar: 'طباعة تجريبية' },
  till: { en: 'Till', ar: 'الكاشير' },
  times: { en: 'Times', ar: 'عدد المرات' },
  tip: { en: 'Tip', ar: 'إكرامية' },
  to: { en: 'To', ar: 'إلى' },
  total: { en: 'TOTAL', ar: 'المجموع' },
  voids: { en: 'Rejected and cancelled', ar: 'مرفوض وملغي' },
  xReport: { en: 'X REPORT', ar: 'تقرير X' },
  zReport: { en: 'Z REPORT', ar: 'تقرير Z' },
} as const;

export type Word = keyof typeof words;

const platformNames: Record<string, { readonly en: string; readonly ar: string }> = {
  careem: { en: 'CAREEM', ar: 'كريم' },
  counter: { en: 'COUNTER', ar: 'الكاشير' },
  deliveroo: { en: 'DELIVEROO', ar: 'ديليفرو' },
  generic: { en: 'ONLINE', ar: 'أونلاين' },
  talabat: { en: 'TALABAT', ar: 'طلبات' },
};

/** What people call the platform; one nobody knows keeps its own word. */
export function platformText(platform: string, language: Language): string {
  const name = platform.toUpperCase();
  return inLanguage(platformNames[platform] ?? { en: name, ar: name }, language);
}

/** A label in the paper's language; with both, English first. */
export function label(word: Word, language: Language): string {
  return inLanguage(words[word], language);
}

function inLanguage({ en, ar }: { readonly en: string; readonly ar: string }, language: Language) {
  if (language === 'both') return en === ar ? en : `${en} ${isolate(ar)}`;
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

/** `JOD 5.500`, never broken between the two. */
export function amountText(minor: Minor, currency: string): string {
  return `${currency}\u00a0${formatDecimal(minor, currency)}`;
}
