import { z } from 'zod';
import { Name } from './order.ts';
import { route } from './route.ts';

/** The highest price of one thing: a hundred thousand dinars, so that no bill leaves the safe integers. */
const Price = z.int().min(0).max(100_000_000);

/** A text of the menu in both languages; the one that is missing is read in the other. */
export const MenuName = z
  .object({ en: z.string().trim().max(80), ar: z.string().trim().max(80) })
  .refine(({ en, ar }) => en !== '' || ar !== '', 'a name in one language at least');
export type MenuName = z.infer<typeof MenuName>;

/** How a product looks on the grid where it has no picture: two letters on a colour of the theme. */
export const tileColors = [
  'gray',
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'violet',
  'pink',
] as const;

export const CategorySettings = z.object({
  name: MenuName,
  /** Categories and products stand by place, then by age. */
  place: z.int().min(0).max(9_999).default(0),
});
export const Category = CategorySettings.extend({ id: z.string() });
export type Category = z.infer<typeof Category>;

export const ModifierOption = z.object({
  id: z.string().min(1).max(40),
  name: MenuName,
  priceMinor: Price,
  /** Groups asked for once this option is chosen; their own options ask for nothing more. */
  groupIds: z.array(z.string()).max(10).default([]),
});
export type ModifierOption = z.infer<typeof ModifierOption>;

export const ModifierGroupSettings = z
  .object({
    name: MenuName,
    /** How many must and may be chosen, each counted as often as it is taken. */
    min: z.int().min(0).max(20),
    max: z.int().min(1).max(20),
    options: z.array(ModifierOption).min(1).max(60),
  })
  .refine(({ min, max }) => min <= max, { path: ['min'], message: 'not more than the most' })
  .refine(({ options }) => new Set(options.map((option) => option.id)).size === options.length, {
    path: ['options'],
    message: 'each option has an id of its own',
  });
export type ModifierGroupSettings = z.infer<typeof ModifierGroupSettings>;
export const ModifierGroup = ModifierGroupSettings.safeExtend({ id: z.string() });
export type ModifierGroup = z.infer<typeof ModifierGroup>;

export const ProductSettings = z.object({
  name: MenuName,
  categoryId: z.string(),
  priceMinor: Price,
  /** One of the classes in the settings of selling. */
  taxClassId: z.string().min(1),
  place: z.int().min(0).max(9_999).default(0),
  favourite: z.boolean().default(false),
  tile: z.object({ color: z.enum(tileColors), letters: z.string().trim().max(2) }),
  groupIds: z.array(z.string()).max(20).default([]),
});
export type ProductSettings = z.infer<typeof ProductSettings>;
export const Product = ProductSettings.extend({ id: z.string() });
export type Product = z.infer<typeof Product>;

/** A product or option that is out; what is not named is there. */
export const Outage = z.object({
  kind: z.enum(['product', 'option']),
  /** The product's or the option's id. */
  id: z.string().min(1),
  /** When it ends by itself; null for good. */
  untilMs: z.int().nonnegative().nullable(),
});
export type Outage = z.infer<typeof Outage>;

export const Menu = z.object({
  categories: z.array(Category),
  products: z.array(Product),
  groups: z.array(ModifierGroup),
  outages: z.array(Outage),
});
export type Menu = z.infer<typeof Menu>;

/** For how long something is out: minutes, until the next business day begins, or for good; null ends it. */
export const OutageSpan = z.union([
  z.object({ minutes: z.int().min(1).max(10_080) }),
  z.literal('tomorrow'),
  z.literal('for_good'),
  z.null(),
]);
export type OutageSpan = z.infer<typeof OutageSpan>;

const Id = z.object({ id: z.string().min(1) });
const Nothing = z.object({});

export const menuRoutes = {
  /** @param knownVersion what the till holds already: then the menu comes as null while nothing has changed */
  readMenu: route({
    method: 'GET',
    path: '/api/menu',
    input: z.object({ knownVersion: z.string().default('') }),
    reply: z.object({ version: z.string(), menu: Menu.nullable() }),
  }),
  addCategory: route({
    method: 'POST',
    path: '/api/menu/categories',
    permission: 'change_menu',
    input: CategorySettings,
    reply: Category,
  }),
  changeCategory: route({
    method: 'PUT',
    path: '/api/menu/categories/:id',
    permission: 'change_menu',
    input: CategorySettings.extend({ id: z.string() }),
    reply: Category,
  }),
  /** Refused while products stand in it. */
  removeCategory: route({
    method: 'DELETE',
    path: '/api/menu/categories/:id',
    permission: 'change_menu',
    input: Id,
    reply: Nothing,
  }),
  addProduct: route({
    method: 'POST',
    path: '/api/menu/products',
    permission: 'change_menu',
    input: ProductSettings,
    reply: Product,
  }),
  changeProduct: route({
    method: 'PUT',
    path: '/api/menu/products/:id',
    permission: 'change_menu',
    input: ProductSettings.extend({ id: z.string() }),
    reply: Product,
  }),
  removeProduct: route({
    method: 'DELETE',
    path: '/api/menu/products/:id',
    permission: 'change_menu',
    input: Id,
    reply: Nothing,
  }),
  addModifierGroup: route({
    method: 'POST',
    path: '/api/menu/modifier-groups',
    permission: 'change_menu',
    input: ModifierGroupSettings,
    reply: ModifierGroup,
  }),
  changeModifierGroup: route({
    method: 'PUT',
    path: '/api/menu/modifier-groups/:id',
    permission: 'change_menu',
    input: ModifierGroupSettings.safeExtend({ id: z.string() }),
    reply: ModifierGroup,
  }),
  /** Refused while a product or an option asks for it. */
  removeModifierGroup: route({
    method: 'DELETE',
    path: '/api/menu/modifier-groups/:id',
    permission: 'change_menu',
    input: Id,
    reply: Nothing,
  }),
  /** Those that are named stand in this order; one that is gone meanwhile is passed over. */
  arrangeMenu: route({
    method: 'PUT',
    path: '/api/menu/order',
    permission: 'change_menu',
    input: z.object({
      kind: z.enum(['category', 'product']),
      ids: z.array(z.string()).min(1).max(9_999),
    }),
    reply: Nothing,
  }),
  /** Takes a product or an option off, or brings it back. */
  setAvailability: route({
    method: 'PUT',
    path: '/api/menu/availability',
    permission: 'change_availability',
    input: z.object({
      kind: z.enum(['product', 'option']),
      id: z.string().min(1),
      out: OutageSpan,
    }),
    reply: z.object({ outage: Outage.nullable() }),
  }),
} as const;

/** A menu's name as orders, tickets and receipts carry it. */
export function toOrderName({ en, ar }: MenuName): Name {
  return { default: ar || en, ...(en !== '' && { en }), ...(ar !== '' && { ar }) };
}
