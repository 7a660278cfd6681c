import type { LocalName, Menu, MenuItem, MenuOption, ModifierGroup } from './orders/menu.ts';

const named = (en: string, ar: string): LocalName => ({ en, ar });

function option(
  code: string,
  name: LocalName,
  priceMinor = 0,
  groups: readonly ModifierGroup[] = [],
): MenuOption {
  return { id: `opt-${code.toLowerCase()}`, remoteCode: code, name, priceMinor, groups };
}

function group(
  id: string,
  name: LocalName,
  [min, max]: readonly [number, number],
  options: readonly MenuOption[],
): ModifierGroup {
  return { id: `grp-${id}`, name, min, max, options };
}

type Category = 'shawarma' | 'mains' | 'starters' | 'sweets' | 'drinks';

/** `priceMinor` in fils. */
function item(
  category: Category,
  code: string,
  dish: { name: LocalName; priceMinor: number },
  groups: readonly ModifierGroup[] = [],
): MenuItem {
  return {
    id: `itm-${code.toLowerCase()}`,
    remoteCode: code,
    categoryId: `cat-${category}`,
    ...dish,
    groups,
  };
}

const dish = (en: string, ar: string, priceMinor: number) => ({ name: named(en, ar), priceMinor });

const leaveOut = (id: string) =>
  group(
    `without-${id}`,
    named('Leave out', 'بدون'),
    [0, 3],
    [
      option(`NO-ONION-${id}`, named('No onion', 'بدون بصل')),
      option(`NO-PICKLE-${id}`, named('No pickles', 'بدون مخلل')),
      option(`NO-TOMATO-${id}`, named('No tomato', 'بدون بندورة')),
    ],
  );

const sauces = (id: string) =>
  group(
    `sauce-${id}`,
    named('Sauce', 'الصلصة'),
    [1, 2],
    [
      option(`GARLIC-${id}`, named('Garlic sauce', 'ثومية')),
      option(`TAHINI-${id}`, named('Tahini', 'طحينية')),
      option(`HOT-${id}`, named('Hot sauce (شطّة)', 'شطّة حارة'), 150),
    ],
  );

/** First level single choice, second level under the meal: what Talabat accepts at most. */
const asMeal = (id: string) =>
  group(
    `size-${id}`,
    named('Size', 'الحجم'),
    [1, 1],
    [
      option(`SINGLE-${id}`, named('Sandwich', 'ساندويش')),
      option(`MEAL-${id}`, named('Meal', 'وجبة'), 1_250, [
        group(
          `side-${id}`,
          named('Side', 'الطبق الجانبي'),
          [1, 1],
          [
            option(`FRIES-${id}`, named('French fries', 'بطاطا مقلية')),
            option(`WEDGES-${id}`, named('Potato wedges', 'بطاطا ودجز'), 350),
          ],
        ),
        group(
          `drink-${id}`,
          named('Drink', 'المشروب'),
          [1, 1],
          [
            option(`COLA-${id}`, named('Cola 330 ml', 'كولا ٣٣٠ مل')),
            option(`AYRAN-${id}`, named('Ayran', 'عيران'), 100),
          ],
        ),
      ]),
    ],
  );

const items: readonly MenuItem[] = [
  item('shawarma', 'SHW-01', dish('Chicken shawarma', 'شاورما دجاج', 1_750), [
    asMeal('SHW-01'),
    sauces('SHW-01'),
    leaveOut('SHW-01'),
  ]),
  item('shawarma', 'SHW-02', dish('Beef shawarma', 'شاورما لحمة', 2_250), [
    asMeal('SHW-02'),
    sauces('SHW-02'),
    leaveOut('SHW-02'),
  ]),
  item('shawarma', 'SHW-03', dish('Arabic shawarma platter', 'صحن شاورما عربي', 3_950), [
    sauces('SHW-03'),
  ]),
  item('mains', 'MNS-01', dish('Lamb mansaf', 'منسف بلدي', 7_500), [
    group(
      'rice',
      named('Base', 'القاعدة'),
      [1, 1],
      [option('RICE', named('Rice', 'أرز')), option('FREEKEH', named('Freekeh', 'فريكة'), 500)],
    ),
    group(
      'jameed',
      named('Extra jameed', 'جميد إضافي'),
      [0, 1],
      [option('JAMEED', named('Bowl of jameed', 'زبدية جميد'), 750)],
    ),
  ]),
  item('mains', 'MQL-01', dish('Maqluba', 'مقلوبة', 5_250)),
  item('mains', 'GRL-01', dish('Mixed grill (1 kg)', 'مشاوي مشكلة (١ كغم)', 14_000), [
    group(
      'heat',
      named('Spice', 'البهار'),
      [1, 1],
      [option('MILD', named('Mild', 'عادي')), option('SPICY', named('Spicy', 'حار'))],
    ),
    group(
      'bread',
      named('Bread', 'الخبز'),
      [0, 2],
      [
        option('TABOON', named('Taboon bread', 'خبز طابون'), 300),
        option('SHRAK', named('Shrak bread', 'خبز شراك'), 250),
      ],
    ),
  ]),
  item('starters', 'HUM-01', dish('Hummus with pine nuts', 'حمص بالصنوبر', 1_900)),
  item('starters', 'FTR-01', dish('Falafel, 12 pieces', 'فلافل ١٢ حبة', 1_200)),
  item('starters', 'TBL-01', dish('Tabbouleh', 'تبولة', 1_500), [leaveOut('TBL-01')]),
  item('starters', 'FTS-01', dish('Fattoush', 'فتوش', 1_500)),
  item('sweets', 'KNF-01', dish('Nabulsi kunafa', 'كنافة نابلسية', 2_100), [
    group(
      'syrup',
      named('Syrup', 'القطر'),
      [1, 1],
      [
        option('SYRUP', named('With syrup', 'مع قطر')),
        option('NO-SYRUP', named('Syrup apart', 'القطر على جنب')),
      ],
    ),
  ]),
  item('sweets', 'BQL-01', dish('Baklava, 250 g', 'بقلاوة ٢٥٠ غم', 3_400)),
  item('drinks', 'DRK-01', dish('Mint lemonade', 'ليمون بالنعناع', 1_450), [
    group('ice', named('Ice', 'الثلج'), [0, 1], [option('NO-ICE', named('No ice', 'بدون ثلج'))]),
  ]),
  item('drinks', 'DRK-02', dish('Ayran', 'عيران', 875)),
  item('drinks', 'DRK-03', dish('Water 500 ml', 'ماء ٥٠٠ مل', 350)),
];

/** Box › main › side › dip › heat: five levels of modifiers. */
const deepItem = item('mains', 'BOX-01', dish('Build your own box', 'اصنع صندوقك', 4_000), [
  group(
    'box',
    named('Box', 'الصندوق'),
    [1, 1],
    [
      option('BOX-BIG', named('Big box', 'صندوق كبير'), 1_000, [
        group(
          'box-main',
          named('Main', 'الرئيسي'),
          [1, 1],
          [
            option('BOX-WRAP', named('Wrap', 'راب'), 500, [
              group(
                'box-side',
                named('Side', 'الجانبي'),
                [1, 1],
                [
                  option('BOX-FRIES', named('Fries', 'بطاطا'), 250, [
                    group(
                      'box-dip',
                      named('Dip', 'الغموس'),
                      [1, 1],
                      [
                        option('BOX-MAYO', named('Mayonnaise', 'مايونيز'), 100, [
                          group(
                            'box-heat',
                            named('Heat', 'الحرارة'),
                            [1, 1],
                            [option('BOX-HOT', named('With chili', 'مع فلفل حار'), 50)],
                          ),
                        ]),
                      ],
                    ),
                  ]),
                ],
              ),
            ]),
          ],
        ),
      ]),
    ],
  ),
]);

/**
 * The bilingual menu that simulators order from and that the demo shows: prices in fils (JOD, three
 * decimals), tax included. Ids and codes are stable: a published menu and an order meet through them.
 */
export const sampleMenu: Menu = {
  currency: 'JOD',
  exponent: 3,
  deliveryFeeMinor: 1_250,
  categories: [
    { id: 'cat-shawarma', name: named('Shawarma', 'شاورما') },
    { id: 'cat-mains', name: named('Main dishes', 'أطباق رئيسية') },
    { id: 'cat-starters', name: named('Starters', 'مقبلات') },
    { id: 'cat-sweets', name: named('Sweets', 'حلويات') },
    { id: 'cat-drinks', name: named('Drinks', 'مشروبات') },
  ],
  items,
  deepItem,
};
