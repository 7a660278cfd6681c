import type { z } from 'zod';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import type {
  MenuName,
  ModifierGroupSettings,
  tileColors,
} from '../../src/shared/contract/menu.ts';
import type { BranchClient } from './branch-client.ts';

type Group = Omit<z.input<typeof ModifierGroupSettings>, 'name' | 'options'> & {
  readonly name: MenuName;
  /** English, Arabic, price in fils; with a fourth the group it asks for in turn. */
  readonly options: readonly (readonly [string, string, number, GroupKey?])[];
};

/** English, Arabic, letters of the tile, price in fils, groups, and whether it is a favourite. */
type Dish = readonly [string, string, string, number, (readonly GroupKey[])?, 'favourite'?];

type GroupKey = 'sauce' | 'bread' | 'extras' | 'drinkSize' | 'meal' | 'doneness';

const named = (en: string, ar: string): MenuName => ({ en, ar });

/** Those that others ask for come first. */
const groups: Record<GroupKey, Group> = {
  sauce: {
    name: named('Sauce', 'الصلصة'),
    min: 0,
    max: 3,
    options: [
      ['Garlic', 'ثومية', 0],
      ['Tahini', 'طحينة', 0],
      ['Hot', 'شطة', 0],
      ['Pomegranate molasses', 'دبس رمان', 100],
    ],
  },
  drinkSize: {
    name: named('Size', 'الحجم'),
    min: 1,
    max: 1,
    options: [
      ['Regular', 'عادي', 0],
      ['Large', 'كبير', 350],
    ],
  },
  bread: {
    name: named('Bread', 'الخبز'),
    min: 1,
    max: 1,
    options: [
      ['Shrak', 'شراك', 0],
      ['Pita', 'كماج', 0],
      ['Saj', 'صاج', 150],
    ],
  },
  extras: {
    name: named('Extras', 'إضافات'),
    min: 0,
    max: 5,
    options: [
      ['Cheese', 'جبنة', 300],
      ['Pickles', 'مخلل', 0],
      ['French fries inside', 'بطاطا داخل السندويش', 200],
      ['Double meat', 'دبل لحمة', 1_200],
    ],
  },
  meal: {
    name: named('Make it a meal', 'حوّلها إلى وجبة'),
    min: 0,
    max: 1,
    options: [['Fries and a drink', 'بطاطا ومشروب', 1_250, 'drinkSize']],
  },
  doneness: {
    name: named('How it is grilled', 'درجة الشواء'),
    min: 1,
    max: 1,
    options: [
      ['Medium', 'وسط', 0],
      ['Well done', 'مستوي جيداً', 0],
    ],
  },
};

const sections: readonly {
  readonly name: MenuName;
  readonly color: (typeof tileColors)[number];
  readonly dishes: readonly Dish[];
}[] = [
  {
    name: named('Shawarma', 'شاورما'),
    color: 'orange',
    dishes: [
      [
        'Chicken shawarma',
        'شاورما دجاج',
        'شد',
        1_750,
        ['bread', 'sauce', 'extras', 'meal'],
        'favourite',
      ],
      [
        'Beef shawarma',
        'شاورما لحمة',
        'شل',
        2_250,
        ['bread', 'sauce', 'extras', 'meal'],
        'favourite',
      ],
      ['Arabic shawarma plate', 'شاورما عربي', 'شع', 3_500, ['sauce']],
      ['Shawarma box', 'بوكس شاورما', 'بش', 9_900],
    ],
  },
  {
    name: named('Grill', 'مشاوي'),
    color: 'red',
    dishes: [
      ['Mixed grill', 'مشاوي مشكلة', 'مش', 7_500, ['doneness'], 'favourite'],
      ['Shish tawook', 'شيش طاووق', 'طا', 5_250, ['sauce']],
      ['Kebab halabi', 'كباب حلبي', 'كب', 5_500, ['doneness']],
      ['Lamb chops', 'ريش غنم', 'ري', 8_750, ['doneness']],
      ['Half grilled chicken', 'نص دجاجة مشوية', 'نص', 4_250, ['sauce']],
    ],
  },
  {
    name: named('Mansaf and rice', 'منسف وأرز'),
    color: 'yellow',
    dishes: [
      ['Mansaf', 'منسف', 'من', 6_900, [], 'favourite'],
      ['Maqluba', 'مقلوبة', 'مق', 5_500],
      ['Kabsa', 'كبسة', 'كس', 4_900],
    ],
  },
  {
    name: named('Cold mezze', 'مقبلات باردة'),
    color: 'green',
    dishes: [
      ['Hummus', 'حمص', 'حم', 1_500, [], 'favourite'],
      ['Mutabbal', 'متبل', 'مت', 1_650],
      ['Tabbouleh', 'تبولة', 'تب', 1_750],
      ['Fattoush', 'فتوش', 'فت', 1_850],
      ['Yoghurt and cucumber', 'لبن وخيار', 'لخ', 1_100],
    ],
  },
  {
    name: named('Hot mezze', 'مقبلات ساخنة'),
    color: 'teal',
    dishes: [
      ['Falafel, 6 pieces', 'فلافل ٦ حبات', 'فل', 1_000],
      ['Fried kibbeh', 'كبة مقلية', 'كق', 2_250],
      ['Cheese rolls', 'رقائق جبنة', 'رج', 1_900],
      ['French fries', 'بطاطا مقلية', 'بط', 1_250, [], 'favourite'],
    ],
  },
  {
    name: named('Drinks', 'مشروبات'),
    color: 'blue',
    dishes: [
      ['Lemon and mint', 'ليمون ونعنع', 'لن', 1_500, ['drinkSize'], 'favourite'],
      ['Orange juice', 'عصير برتقال', 'بر', 1_750, ['drinkSize']],
      ['Ayran', 'لبن عيران', 'عي', 600],
      ['Soft drink', 'مشروب غازي', 'غا', 600],
      ['Water', 'ماء', 'ما', 350],
      ['Tea', 'شاي', 'شا', 500],
      ['Turkish coffee', 'قهوة تركية', 'قه', 1_000],
    ],
  },
  {
    name: named('Sweets', 'حلويات'),
    color: 'pink',
    dishes: [
      ['Knafeh', 'كنافة', 'كن', 2_250, [], 'favourite'],
      ['Umm Ali', 'أم علي', 'أع', 2_500],
      ['Baklava', 'بقلاوة', 'بق', 2_000],
    ],
  },
];

/** Gives a branch that has no menu yet one that a restaurant in Amman could have. */
export async function ensureMenu(branch: BranchClient): Promise<void> {
  const { menu } = await branch.call(branchApi.readMenu, { knownVersion: '' });
  if (menu && menu.categories.length > 0) return;
  const groupIds = await addGroups(branch);
  for (const [place, { name, color, dishes }] of sections.entries()) {
    const category = await branch.call(branchApi.addCategory, { name, place });
    for (const [at, [en, ar, letters, priceMinor, asks = [], favourite]] of dishes.entries()) {
      await branch.call(branchApi.addProduct, {
        name: named(en, ar),
        categoryId: category.id,
        priceMinor,
        taxClassId: 'standard',
        place: at,
        favourite: favourite !== undefined,
        tile: { color, letters },
        groupIds: asks.flatMap((key) => groupIds.get(key) ?? []),
      });
    }
  }
}

async function addGroups(branch: BranchClient): Promise<Map<GroupKey, string>> {
  const ids = new Map<GroupKey, string>();
  for (const key of Object.keys(groups) as GroupKey[]) {
    const { options, ...group } = groups[key];
    const added = await branch.call(branchApi.addModifierGroup, {
      ...group,
      options: options.map(([en, ar, priceMinor, asks], index) => ({
        id: `${key}-${index + 1}`,
        name: named(en, ar),
        priceMinor,
        groupIds: asks === undefined ? [] : [ids.get(asks) ?? ''],
      })),
    });
    ids.set(key, added.id);
  }
  return ids;
}
