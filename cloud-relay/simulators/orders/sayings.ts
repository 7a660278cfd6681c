/** Invented people; the numbers belong to nobody. */
export interface Customer {
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
}

export const customers: readonly Customer[] = [
  { firstName: 'ليلى', lastName: 'الزعبي', phone: '+962790000101' },
  { firstName: 'Omar', lastName: 'Haddad', phone: '+962790000102' },
  { firstName: 'محمد', lastName: "O'Brien", phone: '+962790000103' },
  { firstName: 'Rana', lastName: '', phone: '' },
  { firstName: 'عبد الرحمن', lastName: 'أبو خليل', phone: '+962790000105' },
];

/** Wishes for one dish, as people type them: both scripts, digits of both kinds, an emoji, an allergy. */
export const lineNotes: readonly string[] = [
  'بدون بصل',
  'زيادة ثوم لو سمحت',
  'حساسية فستق! بدون مكسرات نهائيًا',
  'ALLERGY: no sesame, please',
  'نص استواء، ٢ خبز إضافي',
  'Extra spicy 🌶️ & no <pickles>',
  'برجر well done من فضلكم',
];

export const orderNotes: readonly string[] = [
  'الرجاء عدم قرع الجرس، الطفل نائم',
  'حساسية جلوتين – gluten allergy, please be careful',
  'الطابق ٣، مقابل مخبز السلام',
  'Please include cutlery for 4',
  'ممنوع الفول السوداني 🥜',
];
