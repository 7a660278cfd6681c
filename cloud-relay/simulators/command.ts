import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { connectionOf } from './command-connection.ts';
import type { BasketWishes } from './orders/basket.ts';
import { UsageError } from './usage-error.ts';
import { platforms, type PlatformSettings } from './platforms.ts';

export const usage = `npm run simulate -- <platform> [flags]

Sends orders to a relay like the real platform does, and answers the relay's calls until done.
Platforms: ${Object.keys(platforms).join(', ')}

  --data FILE          take address and credentials from a file { "connections": [{ platform, url, credentials, port? }] }
  --url ADDRESS        webhook base: <relay>/api/webhooks/<platform>/<connection>
  --count N            how many orders (1)
  --rate N             orders per second (1)
  --seed N             the same orders every time (ids stay new)
  --scheduled --cash --test --deep
                       wishes for every order; --deep nests modifiers five levels
  --store ID           remote id, branch, site or store id
  --brand ID           brand id (careem, deliveroo)
  --secret TEXT        signing secret (talabat, deliveroo, generic; careem with --format hub)
  --key TEXT           webhook key (careem)
  --verify-key TEXT    key that signs the relay's calls (generic)
  --client-id TEXT --client-secret TEXT
                       what the relay logs in with
  --market ae|kw|gb    (deliveroo)
  --format pos|hub     (careem)
  --port N             where the platform's API listens (as in --data, else a free port)
  --retry-speed N      pass the waits between deliveries N times faster
  --wait SECONDS       how long to wait for acknowledgements after the last order (60)
  --stay               keep answering the relay's calls until interrupted
  --help`;

export interface SimulateCommand {
  readonly platform: string;
  readonly url: string;
  readonly credentials: unknown;
  readonly count: number;
  readonly ratePerSecond: number;
  readonly seed: number | null;
  readonly wishes: BasketWishes;
  readonly settings: PlatformSettings;
  readonly port: number;
  readonly retrySpeed: number;
  readonly waitSeconds: number;
  readonly stay: boolean;
}

const text = { type: 'string' } as const;
const toggle = { type: 'boolean', default: false } as const;
const flags = {
  data: text,
  url: text,
  count: { ...text, default: '1' },
  rate: { ...text, default: '1' },
  seed: text,
  scheduled: toggle,
  cash: toggle,
  test: toggle,
  deep: toggle,
  store: text,
  brand: text,
  secret: text,
  key: text,
  'verify-key': text,
  'client-id': text,
  'client-secret': text,
  market: text,
  format: { ...text, default: 'pos' },
  port: text,
  'retry-speed': { ...text, default: '1' },
  wait: { ...text, default: '60' },
  stay: toggle,
  help: toggle,
} as const satisfies ParseArgsOptionsConfig;

type Values = ReturnType<typeof readFlags>['values'];

/**
 * Reads what was typed; `null` asks for the usage text.
 *
 * @param readFile gives the text of the file that `--data` names
 * @throws UsageError naming the flag
 */
export function parseCommand(
  args: readonly string[],
  readFile: (path: string) => string,
): SimulateCommand | null {
  const { values, positionals } = readFlags(args);
  const [platform, ...rest] = positionals;
  if (values.help) return null;
  if (platform === undefined) throw new UsageError('which platform?');
  if (rest.length > 0) throw new UsageError(`"${rest.join(' ')}" is one platform too many`);
  return {
    platform,
    ...connectionOf(platform, values, readFile),
    count: number(values, 'count', { min: 1 }),
    ratePerSecond: number(values, 'rate', { min: 0.001, whole: false }),
    seed: values.seed === undefined ? null : number(values, 'seed', { min: 0 }),
    wishes: wishesOf(values),
    settings: { format: formatOf(values.format) },
    ...(values.port !== undefined && { port: number(values, 'port', { min: 0 }) }),
    retrySpeed: number(values, 'retry-speed', { min: 0.001, whole: false }),
    waitSeconds: number(values, 'wait', { min: 0, whole: false }),
    stay: values.stay,
  };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: flags, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function wishesOf(values: Values): BasketWishes {
  return {
    scheduled: values.scheduled,
    test: values.test,
    deepModifiers: values.deep,
    ...(values.cash && { cash: true }),
  };
}

function formatOf(format: string): 'pos' | 'hub' {
  if (format === 'pos' || format === 'hub') return format;
  throw new UsageError(`--format is pos or hub, not "${format}"`);
}

function number(
  values: Values,
  flag: 'count' | 'rate' | 'seed' | 'port' | 'retry-speed' | 'wait',
  { min, whole = true }: { min: number; whole?: boolean },
): number {
  const value = Number(values[flag]);
  const fits = Number.isFinite(value) && value >= min && (!whole || Number.isInteger(value));
  if (fits) return value;
  throw new UsageError(
    `--${flag} takes a ${whole ? 'whole ' : ''}number from ${min}, not "${values[flag]}"`,
  );
}
