import { z } from 'zod';
import { parseJson } from './engine/read-body.ts';
import { platforms } from './platforms.ts';
import { UsageError } from './usage-error.ts';

const connectionFile = z.looseObject({
  connections: z.array(
    z.looseObject({
      platform: z.string(),
      url: z.url(),
      credentials: z.record(z.string(), z.unknown()),
      /** Where the connection expects the platform's API. */
      port: z.int().optional(),
    }),
  ),
});

/** What flags give, by flag. */
type Typed = Readonly<Record<string, string | boolean | undefined>>;

/** What the relay logs in with matters only where it calls back, so it has a default. */
const defaults: Readonly<Record<string, string>> = {
  'client-id': 'simulator',
  'client-secret': 'simulator',
  brand: 'brand-1',
};

/**
 * Where to send and what to sign with: flags first, then the file of `--data`, then defaults.
 *
 * @throws UsageError naming the flag
 */
export function connectionOf(
  platform: string,
  typed: Typed,
  readFile: (path: string) => string,
): { url: string; credentials: unknown; port: number } {
  if (!platforms[platform]) throw new UsageError(`no simulator plays "${platform}"`);
  const { data } = typed;
  const stored =
    typeof data === 'string' ? fromFile(opened(data, readFile), platform, typed) : null;
  const url = typed['url'] ?? stored?.url;
  if (url === undefined) throw new UsageError('--url or --data is needed');
  if (!URL.canParse(String(url))) throw new UsageError(`--url "${url}" is no address`);
  return {
    url: String(url).replace(/\/$/, ''),
    credentials: credentialsOf(platform, typed, stored?.credentials ?? {}),
    port: stored?.port ?? 0,
  };
}

function opened(path: string, readFile: (path: string) => string): string {
  try {
    return readFile(path);
  } catch (error) {
    throw new UsageError(`--data: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function fromFile(file: string, platform: string, { data, url }: Typed) {
  const parsed = connectionFile.safeParse(parseJson(file));
  if (!parsed.success) throw new UsageError(`--data ${data}: ${z.prettifyError(parsed.error)}`);
  const fitting = parsed.data.connections.filter((one) => one.platform === platform);
  const wanted = fitting.find((one) => one.url === url) ?? fitting[0];
  if (!wanted) throw new UsageError(`--data ${data} has no connection of ${platform}`);
  return wanted;
}

function credentialsOf(platform: string, typed: Typed, stored: Record<string, unknown>): unknown {
  const { flags = {}, credentials = z.never() } = platforms[platform] ?? {};
  const filled = Object.entries(flags).flatMap(([flag, field]) => {
    const value = typed[flag] ?? stored[field] ?? defaults[flag];
    if (value === undefined) return [];
    return [[field, field.endsWith('Keys') ? [value].flat() : value] as const];
  });
  const parsed = credentials.safeParse({ ...stored, ...Object.fromEntries(filled) });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = String(issue?.path[0]);
  const flag = Object.keys(flags).find((name) => flags[name] === field) ?? field;
  throw new UsageError(`${platform} needs --${flag} (${field}): ${issue?.message}`);
}
