export type Side = 'counter' | 'platforms';

/** Figures that are sums. */
export type Figures = Readonly<Record<string, number>>;

export type Row<Label, Tally> = Label & Readonly<Record<Side, Tally>>;

/** Rows that are added to, each with its two sides. */
export class SideTable<Label extends object, Tally extends Figures> {
  readonly #rows = new Map<string, Label & Record<Side, Tally>>();
  readonly #nothing: Tally;

  constructor(nothing: Tally) {
    this.#nothing = nothing;
  }

  /** @param label what the row says of itself; that of the first time stays */
  add(key: string, label: Label, side: Side, tally: Tally): void {
    let row = this.#rows.get(key);
    if (!row) {
      row = { ...label, counter: { ...this.#nothing }, platforms: { ...this.#nothing } };
      this.#rows.set(key, row);
    }
    addTo(row[side], tally);
  }

  rows(): Row<Label, Tally>[] {
    return [...this.#rows.values()];
  }
}

/** In place: a year's report adds millions of times. */
export function addTo<Tally extends Figures>(sum: Tally, tally: Tally): void {
  const figures = sum as Record<string, number>;
  for (const name in tally) figures[name] = (figures[name] ?? 0) + (tally[name] ?? 0);
}
