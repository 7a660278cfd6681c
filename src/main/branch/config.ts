import { z } from 'zod';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** What a branch server is started with. What a manager may change is a setting instead. */
export interface BranchConfig {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly dataDir: string;
  /** Seals the device's key on disk, from the operating system's key store; empty: a file only this user may read. */
  readonly secretKey: string;
  /** Empty: works without a relay, or with the one it was paired with on the screen. */
  readonly relayUrl: string;
  /** One-time code used at start while the branch has no device key yet; empty to enter it on the screen. */
  readonly pairingCode: string;
  /** True lets other machines of the local network open the till. */
  readonly lan: boolean;
  /** Folder of the built till; a missing one leaves only the API. */
  readonly tillDir: string;
}

const Env = z.object({
  BRANCH_HOST: z.string().min(1).default('127.0.0.1'),
  BRANCH_PORT: z.coerce.number().int().min(0).max(65_535).default(4100),
  BRANCH_DATA_DIR: z.string().min(1).default('./data/branch'),
  BRANCH_SECRET_KEY: z
    .union([z.literal(''), z.base64().length(44)], 'must be base64 of 32 bytes')
    .default(''),
  RELAY_URL: z
    .union([z.literal(''), z.url({ protocol: /^https?$/ })], 'must be an http or https address')
    .default(''),
  BRANCH_PAIRING_CODE: z.string().trim().max(40).default(''),
  BRANCH_LAN: z.enum(['on', 'off']).default('off'),
  BRANCH_LOG_LEVEL: z.enum(logLevels).default('info'),
});

/**
 * Reads the environment of a headless branch.
 *
 * @throws Error naming every variable that is wrong, without its value
 */
export function readEnv(
  env: Readonly<Record<string, string | undefined>>,
): Omit<BranchConfig, 'tillDir'> & { logLevel: (typeof logLevels)[number] } {
  const parsed = Env.safeParse(env);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) => `${issue.path.join('.')}: ${issue.message}`,
    );
    throw new Error(`the environment is wrong:\n  ${problems.join('\n  ')}`);
  }
  const value = parsed.data;
  return {
    host: value.BRANCH_HOST,
    port: value.BRANCH_PORT,
    dataDir: value.BRANCH_DATA_DIR,
    secretKey: value.BRANCH_SECRET_KEY,
    relayUrl: value.RELAY_URL,
    pairingCode: value.BRANCH_PAIRING_CODE,
    lan: value.BRANCH_LAN === 'on',
    logLevel: value.BRANCH_LOG_LEVEL,
  };
}
