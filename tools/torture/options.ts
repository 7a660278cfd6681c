import { parseArgs } from 'node:util';

export interface TortureOptions {
  /** `printing`: the branch alone, killed while it prints. */
  readonly only: 'printing' | undefined;
  readonly kills: number;
  readonly orders: number;
  readonly seed: number;
  readonly jsonFile: string | undefined;
  readonly dataDir: string | undefined;
}

export const usage = `npm run torture [-- flags]

Sends orders through relay and branch while killing both, cutting the wire and breaking the printer, then
says which order was lost, doubled or printed twice without a mark. Exit code 0 only when none was.

  --kills N     how many times a program is killed with SIGKILL (200)
  --orders N    how many orders are sent (5000)
  --only printing  kills the branch alone, while it prints on two printers with faults
  --seed N      the same troubles in the same order (random, printed)
  --json FILE   writes { kills, orders, lost, duplicated, unmarkedCopies, seed, verdict, violations }
  --data DIR    keeps both databases there`;

function count(value: string, flag: string, least: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least) return number;
  throw new TypeError(`--${flag} wants a whole number from ${least}, not "${value}"`);
}

/** @throws TypeError naming the flag */
export function readOptions(
  args: readonly string[],
  anySeed: () => number,
): TortureOptions | undefined {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { ...text, default: '200' },
      orders: { ...text, default: '5000' },
      seed: text,
      only: text,
      json: text,
      data: text,
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  if (values.only !== undefined && values.only !== 'printing') {
    throw new TypeError(`--only knows "printing" and not "${values.only}"`);
  }
  return {
    only: values.only,
    kills: count(values.kills, 'kills', 0),
    orders: count(values.orders, 'orders', 1),
    seed: values.seed === undefined ? anySeed() : count(values.seed, 'seed', 0),
    jsonFile: values.json,
    dataDir: values.data,
  };
}
