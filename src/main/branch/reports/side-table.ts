export type Side = 'counter' | 'platforms';

export type Row<Label, Tally> = Label & Readonly<Record<Side, Tally>>;

/** Rows that are added to, each with its two sides. Every figure of a tally is a sum. */
export class SideTable<Label extends object, Tally extends Readonly<Record<string, number>>> {
  readonly #rows = new Map<string, Label & Record<Side, Tally>>();
  readonly #nothing: Tally;

  constructor(nothing: Tally) {
    this.#nothing = nothing;
  }

  /** @param label what the row says of itself; that of the first time stays */
  add(key: string, label: Label, side: Side, tally: Tally): void {
    let row = this.#rows.get(key);
    if (!row) {
      row = { ...label, counter: this.#nothing, platforms: this.#nothing };
      this.#rows.set(key, row);
    }
    row[side] = sumOfTallies(row[side], tally);
  }

  rows(): Row<Label, Tally>[] {
    return [...this.#rows.values()];
  }
}

export function sumOfTallies<Tally extends Readonly<Record<string, number>>>(
  a: Tally,
  b: Tally,
): Tally {
  const figures = Object.entries(a).map(([name, figure]) => [name, figure + (b[name] ?? 0)]);
  return Object.fromEntries(figures) as Tally;
}
