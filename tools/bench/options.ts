import { parseArgs } from 'node:util';

export const measureNames = [
  'webhooks',
  'steady',
  'paper',
  'receipts',
  'printers',
  'catch-up',
  'sockets',
  'search',
  'reports',
  'start',
  'board',
  'selling',
] as const;
export type MeasureName = (typeof measureNames)[number];

export interface BenchOptions {
  readonly quick: boolean;
  readonly jsonFile: string | undefined;
  readonly only: readonly MeasureName[];
}

export const usage = `npm run bench [-- flags]

Measures the real programs on this computer, the load generator beside them, and holds the figures against
their aims. Exit code 0 only when every aim is met.

  --quick        fewer rounds and orders: under two minutes instead of ten
  --json FILE    writes [{ name, value, unit, baseline?, ratio?, aim?, ok }]
  --only NAME    one measure: ${measureNames.join(', ')} (can be repeated)`;

/** @throws TypeError naming the flag or measure that is not known */
export function readOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      only: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const only = values.only.map((wanted) => {
    const known = measureNames.find((name) => name === wanted);
    if (known === undefined) throw new TypeError(`--only knows no measure "${wanted}"`);
    return known;
  });
  return {
    quick: values.quick,
    jsonFile: values.json,
    only: only.length === 0 ? measureNames : only,
  };
}
