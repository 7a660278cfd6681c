import type { BillKind } from '../../../shared/contract/bill.ts';
import type { Charge, Order } from '../../../shared/contract/order.ts';
import type { TableName } from '../../../shared/contract/report.ts';

/** What a spreadsheet of a report says, in the language of who opens it. */
export interface ReportWords {
  readonly tables: Readonly<Record<TableName, string>>;
  readonly counter: string;
  readonly platforms: string;
  readonly count: string;
  readonly amount: string;
  readonly net: string;
  readonly tax: string;
  readonly total: string;
  readonly rest: string;
  readonly noCategory: string;
  readonly kinds: Readonly<Record<BillKind, string>>;
  readonly charges: Readonly<Record<Charge['kind'], string>>;
  readonly methods: Readonly<Record<Order['paymentMethod'], string>>;
}

const en: ReportWords = {
  tables: {
    days: 'Day',
    hours: 'Hour',
    items: 'Item',
    categories: 'Category',
    channels: 'Channel',
    staff: 'Staff',
    taxes: 'Tax rate',
    payments: 'Payment',
  },
  counter: 'Counter',
  platforms: 'Platforms',
  count: 'count',
  amount: 'amount',
  net: 'net',
  tax: 'tax',
  total: 'Total',
  rest: 'Not explained by its lines',
  noCategory: 'No category',
  kinds: { dine_in: 'Dine-in', takeaway: 'Take-away', delivery: 'Delivery' },
  charges: {
    delivery: 'Delivery charge',
    service: 'Service charge',
    packaging: 'Packaging',
    bag: 'Bags',
    deposit: 'Deposit',
    surcharge: 'Surcharge',
    tip: 'Tip',
    other: 'Other charge',
  },
  methods: { cash: 'Cash', card: 'Card', online: 'Online', other: 'Other' },
};

const ar: ReportWords = {
  tables: {
    days: 'اليوم',
    hours: 'الساعة',
    items: 'الصنف',
    categories: 'الفئة',
    channels: 'القناة',
    staff: 'الموظف',
    taxes: 'نسبة الضريبة',
    payments: 'طريقة الدفع',
  },
  counter: 'الكاشير',
  platforms: 'التطبيقات',
  count: 'العدد',
  amount: 'المبلغ',
  net: 'الصافي',
  tax: 'الضريبة',
  total: 'المجموع',
  rest: 'غير موزّع على الأصناف',
  noCategory: 'بلا فئة',
  kinds: { dine_in: 'صالة', takeaway: 'سفري', delivery: 'توصيل' },
  charges: {
    delivery: 'رسوم التوصيل',
    service: 'رسوم الخدمة',
    packaging: 'التغليف',
    bag: 'أكياس',
    deposit: 'تأمين',
    surcharge: 'رسوم إضافية',
    tip: 'إكرامية',
    other: 'رسوم أخرى',
  },
  methods: { cash: 'كاش', card: 'بطاقة', online: 'دفع إلكتروني', other: 'غير ذلك' },
};

export const reportWords: Readonly<Record<'ar' | 'en', ReportWords>> = { ar, en };
