const longest = 3;

/** Digits typed before a dish: the next tap takes so many. Empty for one. */
export function typedDigit(typed: string, digit: string): string {
  const next = (typed + digit).replace(/^0+/, '');
  return next.length > longest ? typed : next;
}

export function quantityOf(typed: string): number {
  return typed === '' ? 1 : Number(typed);
}
