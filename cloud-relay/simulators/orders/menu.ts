/** Every name in both languages of the counter. */
export interface LocalName {
  readonly en: string;
  readonly ar: string;
}

export interface MenuOption {
  readonly id: string;
  /** The restaurant's own code for it. */
  readonly remoteCode: string;
  readonly name: LocalName;
  readonly priceMinor: number;
  readonly groups: readonly ModifierGroup[];
}

export interface ModifierGroup {
  readonly id: string;
  readonly name: LocalName;
  readonly min: number;
  readonly max: number;
  readonly options: readonly MenuOption[];
}

export interface MenuItem {
  readonly id: string;
  readonly remoteCode: string;
  readonly categoryId: string;
  readonly name: LocalName;
  readonly priceMinor: number;
  readonly groups: readonly ModifierGroup[];
}

export interface Menu {
  /** ISO 4217 */
  readonly currency: string;
  /** Decimals of the currency. */
  readonly exponent: number;
  readonly deliveryFeeMinor: number;
  readonly categories: readonly { readonly id: string; readonly name: LocalName }[];
  readonly items: readonly MenuItem[];
  /** Modifiers five levels deep: more than a menu should have and all that Delivery Hero's order format allows. */
  readonly deepItem: MenuItem;
}

/** The same menu in another market: every price multiplied and rounded to whole minor units. */
export function pricedFor(
  menu: Menu,
  market: { currency: string; exponent: number; rate: number },
): Menu {
  const price = (minor: number) => Math.round(minor * market.rate);
  const option = (from: MenuOption): MenuOption => ({
    ...from,
    priceMinor: price(from.priceMinor),
    groups: from.groups.map(group),
  });
  const group = (from: ModifierGroup): ModifierGroup => ({
    ...from,
    options: from.options.map(option),
  });
  const item = (from: MenuItem): MenuItem => ({
    ...from,
    priceMinor: price(from.priceMinor),
    groups: from.groups.map(group),
  });
  return {
    ...menu,
    currency: market.currency,
    exponent: market.exponent,
    deliveryFeeMinor: price(menu.deliveryFeeMinor),
    items: menu.items.map(item),
    deepItem: item(menu.deepItem),
  };
}

/** Minor units as the decimal text platforms write: 2750 with three decimals is "2.750". */
export function decimalText(minor: number, exponent: number): string {
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const fraction = exponent === 0 ? '' : `.${digits.slice(-exponent)}`;
  return `${minor < 0 ? '-' : ''}${whole}${fraction}`;
}
