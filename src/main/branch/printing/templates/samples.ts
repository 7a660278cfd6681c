import type { Line, Modifier, Order } from '../../../../shared/contract/order.ts';
import type { previewSamples, TemplateDocument } from '../../../../shared/contract/template.ts';
import type { JobFacts, OrderFacts, PaperFacts, ReceiptFacts } from '../paper-facts.ts';
import type { ReportFacts, ShiftFacts } from '../report-facts.ts';

export type Sample = (typeof previewSamples)[number];

/** A minute on which nothing hangs; the same picture every time. */
const sampleAtMs = Date.UTC(2026, 0, 15, 10, 5);
const minuteMs = 60_000;

/** Facts made up for trying a template, in the branch's own money and clock. */
export function sampleFacts(
  sample: Sample,
  document: TemplateDocument,
  branch: Pick<PaperFacts, 'branchName' | 'companyName' | 'language' | 'timeZone'> & {
    readonly currency: string;
  },
): PaperFacts {
  const currency = branch.currency === '' ? 'JOD' : branch.currency;
  const order = sampleOrder(sample, currency);
  const job: JobFacts = {
    stationName: 'Kitchen',
    jobName: 'T-SAMPLE',
    attempt: 1,
    copy: 1,
    reason: '',
    inDoubt: false,
    backupFrom: '',
    lateSinceMs: null,
    isSample: false,
    printedAtMs: sampleAtMs,
    timeZone: branch.timeZone,
    language: branch.language,
  };
  const isReport = document === 'report';
  return {
    ...job,
    branchName: branch.branchName === '' ? 'Abdoun' : branch.branchName,
    companyName: branch.companyName === '' ? 'Sham Kitchen' : branch.companyName,
    taxNumber: '100245789',
    order: isReport ? null : orderFacts(order),
    receipt:
      document === 'receipt' || document === 'guest_check' ? receiptOf(order, document) : null,
    report: isReport ? sampleReport(currency) : null,
  };
}

function orderFacts(order: Order): OrderFacts {
  return { order, readyByMs: sampleAtMs + 20 * minuteMs, ownLines: null, showsOtherLines: false };
}

const dish = (en: string, ar: string, quantity: number, unitMinor: number): Line => ({
  itemId: null,
  name: { default: en, en, ar },
  known: true,
  quantity,
  unitPriceMinor: unitMinor,
  totalMinor: quantity * unitMinor,
  note: '',
  modifiers: [],
  removed: [],
});

const extra = (en: string, ar: string, unitMinor = 0): Modifier => ({
  itemId: null,
  name: { default: en, en, ar },
  known: true,
  quantity: 1,
  unitPriceMinor: unitMinor,
  modifiers: [],
});

const shawarma: Line = {
  ...dish('Chicken shawarma', 'شاورما دجاج', 2, 2_750),
  totalMinor: 6_500,
  modifiers: [extra('Extra garlic', 'ثوم زيادة', 500), extra('Spicy', 'حار')],
  removed: [{ default: 'Pickles', en: 'Pickles', ar: 'مخلل' }],
};
const fries = dish('Large fries', 'بطاطا كبيرة', 1, 1_500);
const lemonade = dish('Lemon with mint', 'ليمون ونعنع', 1, 1_250);
const platter: Line = {
  ...dish(
    'Mixed grill family platter with rice and grilled vegetables',
    'مشاوي مشكلة عائلية مع أرز وخضار مشوية',
    1,
    18_500,
  ),
  modifiers: [
    {
      ...extra('Side salads', 'سلطات جانبية'),
      modifiers: [extra('Fattoush', 'فتوش'), extra('Hummus with meat', 'حمص باللحمة', 1_250)],
    },
  ],
  totalMinor: 19_750,
  note: 'Rice well done, bread on the side. الخبز لحاله لو سمحت',
};

const base: Omit<Order, 'currency'> = {
  id: 'ord_sample_417',
  platform: 'talabat',
  externalId: 'sample-417',
  displayNumber: '417',
  placedAtMs: sampleAtMs - 2 * minuteMs,
  acceptByMs: null,
  startAtMs: null,
  dueAtMs: null,
  isTest: false,
  fulfilment: { kind: 'delivery', by: 'platform', pickupCode: '8306' },
  customer: {
    name: 'Lina Haddad',
    phone: '+962 7 9000 0000',
    address: { lines: ['12 Rainbow Street, 3rd floor', 'Jabal Amman'], note: 'Blue door' },
  },
  lines: [shawarma, fries, lemonade],
  note: 'Please ring twice',
  cutleryNote: '',
  charges: [{ kind: 'delivery', name: '', amountMinor: 1_000 }],
  discounts: [],
  taxMinor: 1_276,
  totalMinor: 10_250,
  totalVerbatim: '10.250',
  collectMinor: 0,
  riderPaysMinor: 0,
  paymentMethod: 'online',
  actions: [],
  delayMinutes: [],
  rejectReasons: [],
  warnings: [],
};

const changes: Readonly<Record<Sample, Partial<Order>>> = {
  usual: {},
  long: {
    displayNumber: '1795174312',
    platform: 'careem',
    startAtMs: sampleAtMs + 40 * minuteMs,
    fulfilment: { kind: 'delivery', by: 'restaurant', pickupCode: 'KX-2091' },
    customer: {
      name: 'محمد عبد الرحمن الطراونة',
      phone: '+962 7 9000 0001',
      phoneCode: '44127',
      address: {
        lines: ['شارع مكة، عمارة ١٨، الطابق الثالث، مكتب ٣٠٢', 'أم أذينة، عمّان'],
        note: 'المدخل من الشارع الخلفي، بجانب الصيدلية',
      },
    },
    lines: [shawarma, platter, { ...fries, quantity: 12, totalMinor: 18_000 }, lemonade],
    note: 'We are twelve people, please put the names on the boxes: Omar, Sara, ليلى, خالد. Call when you leave.',
    cutleryNote: '12 sets',
    discounts: [
      {
        name: 'Weekend 10 %',
        amountMinor: 4_550,
        sponsors: [{ sponsor: 'platform', amountMinor: 4_550 }],
      },
    ],
    charges: [
      { kind: 'delivery', name: '', amountMinor: 1_500 },
      { kind: 'packaging', name: '', amountMinor: 500 },
    ],
    taxMinor: 5_931,
    totalMinor: 42_950,
    totalVerbatim: '42.950',
    collectMinor: 42_950,
    paymentMethod: 'cash',
  },
  allergy: {
    displayNumber: '88',
    platform: 'deliveroo',
    note: 'ALLERGY: peanuts and sesame! حساسية من الفول السوداني والسمسم',
    lines: [shawarma, { ...fries, note: 'حساسية غلوتين: زيت نظيف لو سمحت' }, lemonade],
  },
  short: {
    displayNumber: '7',
    platform: 'generic',
    fulfilment: { kind: 'dine_in', by: 'customer', table: '12' },
    customer: null,
    note: '',
    lines: [lemonade],
    charges: [],
    taxMinor: 172,
    totalMinor: 1_250,
    totalVerbatim: '1.250',
    paymentMethod: 'cash',
  },
};

function sampleOrder(sample: Sample, currency: string): Order {
  return { ...base, ...changes[sample], currency };
}

function receiptOf(order: Order, document: 'receipt' | 'guest_check'): ReceiptFacts {
  const total = order.totalMinor ?? 0;
  const isCash = order.paymentMethod === 'cash' && order.collectMinor === 0;
  const common = {
    cashier: isCash ? 'Rania' : '',
    taxOnTop: false,
    taxLines: [{ name: '', percent: '16', amountMinor: order.taxMinor ?? 0 }],
    roundingMinor: 0,
  };
  if (document === 'guest_check') {
    return { ...common, number: '', payments: [], changeMinor: 0, leftMinor: total };
  }
  return {
    ...common,
    number: 'R-2041',
    payments: isCash ? [{ method: 'cash', amountMinor: total + 3_750 }] : [],
    changeMinor: isCash ? 3_750 : 0,
    leftMinor: 0,
  };
}

function sampleReport(currency: string): ReportFacts {
  return {
    currency,
    fromMs: sampleAtMs - 3 * 60 * minuteMs,
    toMs: sampleAtMs + 9 * 60 * minuteMs,
    sales: { orders: 128, grossMinor: 1_094_750, discountsMinor: 48_250, netMinor: 1_046_500 },
    byChannel: [
      { platform: 'talabat', orders: 71, totalMinor: 598_250 },
      { platform: 'careem', orders: 33, totalMinor: 287_500 },
      { platform: 'generic', orders: 24, totalMinor: 160_750 },
    ],
    byPayment: [
      { method: 'online', orders: 86, totalMinor: 724_000 },
      { method: 'cash', orders: 42, totalMinor: 322_500 },
    ],
    taxMinor: 144_345,
    voids: { orders: 3, totalMinor: 27_250 },
    cashDrawer: { expectedMinor: 372_500, countedMinor: 371_750 },
    shift: sampleShift,
  };
}

const rania = { staffId: 'rania', name: 'Rania' };

const sampleShift: ShiftFacts = {
  kind: 'z',
  number: 27,
  openedBy: rania.name,
  openedBySale: false,
  closedBy: rania.name,
  openBills: 0,
  note: '',
  refunds: { orders: 1, totalMinor: 2_750 },
  byKind: [
    { kind: 'dine_in', orders: 9, totalMinor: 122_500 },
    { kind: 'takeaway', orders: 33, totalMinor: 200_000 },
  ],
  taxes: [
    {
      taxClassId: 'standard',
      rateBasisPoints: 1_600,
      netMinor: 902_155,
      taxMinor: 144_345,
      grossMinor: 1_046_500,
    },
  ],
  openBillsMinor: 0,
  roundingMinor: 0,
  cardTerminalMinor: null,
  cash: {
    floatMinor: 60_000,
    takenMinor: 322_500,
    givenBackMinor: 2_750,
    paidInMinor: 0,
    paidOutMinor: 7_250,
    expectedMinor: 372_500,
  },
  moves: [
    {
      kind: 'pay_out',
      amountMinor: 7_250,
      reason: 'Vegetables',
      by: rania,
      approvedBy: 'Omar',
      atMs: sampleAtMs,
    },
  ],
  staff: [
    {
      by: rania,
      sales: { count: 42, totalMinor: 322_500 },
      discounts: { count: 3, totalMinor: 4_250 },
      voids: { count: 1, totalMinor: 2_750 },
      refunds: { count: 1, totalMinor: 2_750 },
      drawerOpenings: 2,
    },
  ],
};
