export type Side = 'counter' | 'platforms';

/** Figures that are sums. */
export type Figures = Readonly<Record<string, number>>;

export type Row<Label, Tally> = Label & Readonly<Record<Side, Tally>>;

/** Rows that are added to, each with its two sides. */
export class SideTable<Label extends object, Tally extends Figures> {
  readonly #rows = new Map<string, Label & Record<Side, Tally>>();
  readonly #nothing: Tally;
  readonly #keyOf: (label: Label) => string;

  /** @param keyOf what makes two labels one row; that of the first time stays */
  constructor(nothing: Tally, keyOf: (label: Label) => string) {
    this.#nothing = nothing;
    this.#keyOf = keyOf;
  }

  add(label: Label, side: Side, tally: Tally): void {
    addTo(this.#rowOf(label)[side], tally);
  }

  addRows(rows: readonly Row<Label, Tally>[]): void {
    for (const row of rows) {
      const mine = this.#rowOf(row);
      addTo(mine.counter, row.counter);
      addTo(mine.platforms, row.platforms);
    }
  }

  rows(): Row<Label, Tally>[] {
    return [...this.#rows.values()];
  }

  #rowOf(label: Label): Label & Record<Side, Tally> {
    const key = this.#keyOf(label);
    let row = this.#rows.get(key);
    if (!row) {
      row = { ...label, counter: { ...this.#nothing }, platforms: { ...this.#nothing } };
      this.#rows.set(key, row);
    }
    return row;
  }
}

/** In place: a year's report adds millions of times. */
export function addTo<Tally extends Figures>(sum: Tally, tally: Tally): void {
  const figures = sum as Record<string, number>;
  for (const name in tally) figures[name] = (figures[name] ?? 0) + (tally[name] ?? 0);
}
