import { BlockList, isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';

/** What one relay process is told at its start; nothing of it changes while it runs. */
export interface RelayConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataDir: string;
  /** How platforms, branches and people reach this relay from outside; undefined: as it listens. */
  readonly publicUrl: string | undefined;
  /** 32 bytes; undefined only outside production, where one is made and kept in the data folder. */
  readonly secretKey: Uint8Array | undefined;
  /** The first super_admin, made when there is no user yet. */
  readonly firstAdmin: { readonly email: string; readonly password: string } | undefined;
  /** Addresses and networks whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** Whoever reads `/metrics` must show it; undefined: anybody may. */
  readonly metricsToken: string | undefined;
  /** Folder of installers and their signed list; undefined: this relay serves no updates. */
  readonly updatesDir: string | undefined;
  /** Folder of the built console page; undefined when it has not been built. */
  readonly consoleDir: string | undefined;
  /** Calls that one address may make to the console's API in 15 minutes. */
  readonly apiCallsPerWindow: number;
  /** Whether memory, event loop and garbage collection are measured. */
  readonly processMetrics: boolean;
}

export const databaseFile = (config: Pick<RelayConfig, 'dataDir'>): string =>
  config.dataDir === ':memory:' ? ':memory:' : join(config.dataDir, 'relay.sqlite');

const blank = (value: unknown) => (value === '' ? undefined : value);
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(blank, schema.optional());

const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');

const Network = z.string().refine(isNetwork, 'an address or network such as 10.0.0.0/8');

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits)))
    return false;
  try {
    if (bits !== undefined) {
      new BlockList().addSubnet(address, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
    }
    return true;
  } catch {
    return false;
  }
}

const Environment = z
  .object({
    NODE_ENV: optional(z.string()),
    RELAY_HOST: optional(z.string()),
    RELAY_PORT: optional(z.coerce.number().int().min(0).max(65_535)),
    RELAY_DATA_DIR: optional(z.string()),
    DATABASE_URL: optional(z.never('PostgreSQL is not supported yet: leave it empty for SQLite')),
    RELAY_PUBLIC_URL: optional(
      z.url({ protocol: /^https?$/, error: 'an address such as https://relay.example' }),
    ),
    RELAY_SECRET_KEY: optional(
      z.string().regex(/^[0-9a-fA-F]{64}$/, '64 hexadecimal characters (openssl rand -hex 32)'),
    ),
    RELAY_ADMIN_EMAIL: optional(z.email()),
    RELAY_ADMIN_PASSWORD: optional(z.string().min(10, 'at least 10 characters')),
    RELAY_TRUSTED_PROXIES: optional(z.string().transform(splitList).pipe(z.array(Network))),
    RELAY_METRICS_TOKEN: optional(
      z.string().regex(/^[\x21-\x7e]{16,}$/, 'at least 16 letters, digits and signs'),
    ),
    RELAY_UPDATES_DIR: optional(z.string()),
    RELAY_LOG_LEVEL: optional(z.enum(['debug', 'info', 'warn', 'error'])),
  })
  .superRefine((env, context) => {
    const complain = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (env.NODE_ENV === 'production' && env.RELAY_SECRET_KEY === undefined) {
      complain('RELAY_SECRET_KEY', 'required in production');
    }
    if ((env.RELAY_ADMIN_EMAIL === undefined) !== (env.RELAY_ADMIN_PASSWORD === undefined)) {
      complain('RELAY_ADMIN_EMAIL', 'goes together with RELAY_ADMIN_PASSWORD');
    }
  });

/**
 * Reads the environment; an empty variable counts as left out.
 *
 * @throws Error that names every wrong variable and what it should be, never its value
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  consoleDir: string | undefined,
): RelayConfig {
  const read = Environment.safeParse(env);
  if (!read.success) {
    const problems = read.error.issues.map(
      ({ path, message }) => `  ${path.map(String).join('.')}: ${message}`,
    );
    throw new Error(`The relay cannot start with these settings:\n${problems.join('\n')}`);
  }
  const { data } = read;
  const { RELAY_ADMIN_EMAIL: email, RELAY_ADMIN_PASSWORD: password } = data;
  return {
    host: data.RELAY_HOST ?? '127.0.0.1',
    port: data.RELAY_PORT ?? 8080,
    dataDir: data.RELAY_DATA_DIR ?? './data/relay',
    publicUrl: data.RELAY_PUBLIC_URL?.replace(/\/+$/, ''),
    secretKey: data.RELAY_SECRET_KEY ? Buffer.from(data.RELAY_SECRET_KEY, 'hex') : undefined,
    firstAdmin: email && password ? { email: email.toLowerCase(), password } : undefined,
    trustedProxies: data.RELAY_TRUSTED_PROXIES ?? [],
    metricsToken: data.RELAY_METRICS_TOKEN,
    updatesDir: data.RELAY_UPDATES_DIR && resolve(data.RELAY_UPDATES_DIR),
    logLevel: data.RELAY_LOG_LEVEL ?? 'info',
    consoleDir,
    apiCallsPerWindow: 1_000,
    processMetrics: true,
  };
}
