import type { MenuName, tileColors } from '../../../shared/contract/menu.ts';

/** English, Arabic, letters of the tile, price in thousandths of a dinar, whether it asks for a size. */
type Dish = readonly [string, string, string, number, 'sized'?];

export const sampleSizes = {
  name: { en: 'Size', ar: 'الحجم' },
  options: [
    { id: 'regular', name: { en: 'Regular', ar: 'عادي' }, price: 0 },
    { id: 'large', name: { en: 'Large', ar: 'كبير' }, price: 350 },
  ],
} as const;

/** Small on purpose: enough to sell, print and report, quick to delete. */
export const sampleCategories: readonly {
  readonly name: MenuName;
  readonly color: (typeof tileColors)[number];
  readonly dishes: readonly Dish[];
}[] = [
  {
    name: { en: 'Shawarma', ar: 'شاورما' },
    color: 'orange',
    dishes: [
      ['Chicken shawarma', 'شاورما دجاج', 'شد', 1_750],
      ['Beef shawarma', 'شاورما لحمة', 'شل', 2_250],
      ['Shawarma plate', 'صحن شاورما', 'صش', 3_500],
    ],
  },
  {
    name: { en: 'Grill', ar: 'مشاوي' },
    color: 'red',
    dishes: [
      ['Mixed grill', 'مشاوي مشكلة', 'مش', 7_500],
      ['Shish tawook', 'شيش طاووق', 'طا', 5_250],
    ],
  },
  {
    name: { en: 'Mezze', ar: 'مقبلات' },
    color: 'green',
    dishes: [
      ['Hummus', 'حمص', 'حم', 1_500],
      ['Fattoush', 'فتوش', 'فت', 1_850],
      ['French fries', 'بطاطا مقلية', 'بط', 1_250],
    ],
  },
  {
    name: { en: 'Drinks', ar: 'مشروبات' },
    color: 'blue',
    dishes: [
      ['Lemon and mint', 'ليمون ونعنع', 'لن', 1_500, 'sized'],
      ['Soft drink', 'مشروب غازي', 'غا', 600],
      ['Water', 'ماء', 'ما', 350],
    ],
  },
];
