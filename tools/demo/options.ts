import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Opens the till in a window or browser once it serves. */
  readonly open: boolean;
  readonly dataDir: string;
  /** Forgets what an earlier run left in the data folder. */
  readonly fresh: boolean;
  /** Several demos side by side must not reach for the same ports. */
  readonly anyPort: boolean;
}

export const usage = `npm start [-- flags]

Relay, one paired branch, platform simulators and a virtual printer on this computer.

  --no-open      do not open the till
  --data DIR     where everything is kept (./data/demo)
  --fresh        start from nothing
  --any-port     any free ports instead of 8080, 4100 and 4200`;

/** @throws TypeError naming the flag that is not known */
export function readOptions(args: readonly string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'no-open': { type: 'boolean', default: false },
      data: { type: 'string', default: './data/demo' },
      fresh: { type: 'boolean', default: false },
      'any-port': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return {
    open: !values['no-open'],
    dataDir: values.data,
    fresh: values.fresh,
    anyPort: values['any-port'],
  };
}
