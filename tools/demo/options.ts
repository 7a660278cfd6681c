import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Opens the till in a window or browser once it serves. */
  readonly open: boolean;
  readonly dataDir: string;
  /** Forgets what an earlier run left in the data folder. */
  readonly fresh: boolean;
}

export const usage = `npm start [-- flags]

Relay, one paired branch, platform simulators and a virtual printer on this computer.

  --no-open      do not open the till
  --data DIR     where everything is kept (./data/demo)
  --fresh        start from nothing`;

/** @throws TypeError naming the flag that is not known */
export function readOptions(args: readonly string[]): DemoOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      'no-open': { type: 'boolean', default: false },
      data: { type: 'string', default: './data/demo' },
      fresh: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  return { open: !values['no-open'], dataDir: values.data, fresh: values.fresh };
}
