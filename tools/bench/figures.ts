/** What was measured, whether that is good enough, and how it is shown. */

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same figure of a bare Fastify echo under the same load. */
  readonly baseline?: number;
  /** Median of the rounds' own ratios to the baseline. */
  readonly ratio?: number;
  /** What it should be, such as `ratio >= 0.5`. */
  readonly aim?: string;
  /** True as well when there is no aim. */
  readonly ok: boolean;
}

export interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline?: number;
  readonly ratio?: number;
}

/** Held against the unrounded figure. */
export interface Aim {
  readonly of: 'value' | 'ratio';
  readonly atLeast?: number;
  readonly atMost?: number;
}

export function toFigure({ value, baseline, ratio, ...rest }: Measured, aim?: Aim): Figure {
  return {
    ...rest,
    value: rounded(value),
    ...(baseline !== undefined && { baseline: rounded(baseline) }),
    ...(ratio !== undefined && { ratio: rounded(ratio) }),
    ...(aim && { aim: describe(aim) }),
    ok: aim === undefined || isMet(aim, aim.of === 'ratio' ? ratio : value),
  };
}

/** Of a figure that could not be measured nothing is met. */
function isMet({ atLeast = -Infinity, atMost = Infinity }: Aim, measured = Number.NaN): boolean {
  return measured >= atLeast && measured <= atMost;
}

function describe({ of, atLeast, atMost }: Aim): string {
  const limits = [
    ...(atLeast === undefined ? [] : [`>= ${atLeast}`]),
    ...(atMost === undefined ? [] : [`<= ${atMost}`]),
  ];
  return `${of === 'ratio' ? 'ratio ' : ''}${limits.join(', ')}`;
}

/** Three digits that count are more than a benchmark can promise. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/**
 * The smallest value that at least `share` of the values do not exceed (nearest rank).
 *
 * @param share above 0 up to 1; 0.99 for p99
 * @throws Error when there are no values
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('no values to take a percentile of');
  return value;
}

/** The mean of the two in the middle when their number is even. @throws Error when there are none */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const above = sorted[Math.floor(sorted.length / 2)];
  const below = sorted[Math.ceil(sorted.length / 2) - 1];
  if (above === undefined || below === undefined) throw new Error('no values to take a median of');
  return (above + below) / 2;
}

/** Figures in columns for a terminal. */
export function toTable(figures: readonly Figure[]): string {
  const rows = [
    ['measure', 'value', 'unit', 'baseline', 'ratio', 'aim', ''],
    ...figures.map(({ name, value, unit, baseline = '', ratio = '', aim = '', ok }) => [
      name,
      String(value),
      unit,
      String(baseline),
      String(ratio),
      aim,
      verdict(aim, ok),
    ]),
  ];
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function verdict(aim: string, ok: boolean): string {
  if (aim === '') return '';
  return ok ? 'met' : 'MISSED';
}
