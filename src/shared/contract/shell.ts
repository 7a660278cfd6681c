import { z } from 'zod';

/** What is known of a newer version. */
export const UpdateState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('downloading'), version: z.string() }),
  /** It is installed by itself once the branch has been quiet for a while, or when a person says so. */
  z.object({ kind: z.literal('waiting'), version: z.string(), mayInstallNow: z.boolean() }),
  /** The relay did not say whether there is one. */
  z.object({ kind: z.literal('unreachable') }),
  /** It is there, but this installation belongs to the computer's administrator. */
  z.object({ kind: z.literal('by_hand'), version: z.string() }),
  /** Nothing was changed. */
  z.object({ kind: z.literal('failed'), reason: z.string() }),
  /** It did not become healthy, and the version before it was put back. */
  z.object({ kind: z.literal('rolled_back'), version: z.string() }),
  /** The running version is not well, and the one before it must be installed by hand. */
  z.object({ kind: z.literal('stuck'), version: z.string(), before: z.string() }),
]);
export type UpdateState = z.infer<typeof UpdateState>;

export const ShellState = z.object({
  version: z.string(),
  startAtLogin: z.boolean(),
  /** The till fills the screen and cannot be left by accident. */
  kiosk: z.boolean(),
  update: UpdateState,
  /**
   * Where the device's key is kept: sealed by the operating system's key store, in a file only this user may read, or sealed
   * by a key store that does not open now: then the relay cannot be reached.
   */
  secrets: z.enum(['key_store', 'file', 'locked']),
});
export type ShellState = z.infer<typeof ShellState>;

const nothing = z.object({});

/** The few things the page may ask of the desktop program; a browser on the LAN has none of them. */
export const shellCalls = {
  readShell: { input: nothing, reply: ShellState },
  setStartAtLogin: { input: z.object({ on: z.boolean() }), reply: ShellState },
  setKiosk: { input: z.object({ on: z.boolean() }), reply: ShellState },
  checkForUpdate: { input: nothing, reply: ShellState },
  /** Refused while orders or bills are open or paper waits: the reply then still says `waiting`. */
  installUpdate: { input: nothing, reply: ShellState },
  showLogs: { input: nothing, reply: nothing },
  /** How many orders nobody has answered: the taskbar shows them while another window is in front. */
  tellWaiting: { input: z.object({ orders: z.int().min(0).max(99_999) }), reply: nothing },
} as const;
export type ShellCallName = keyof typeof shellCalls;

/** As the preload script offers it to the page. */
export type ShellApi = {
  readonly [Name in ShellCallName]: (
    input: z.infer<(typeof shellCalls)[Name]['input']>,
  ) => Promise<z.infer<(typeof shellCalls)[Name]['reply']>>;
};

/** The channel all shell calls travel on, and the name of the API in the page's window. */
export const shellChannel = 'wasla:shell';
export const shellGlobal = 'waslaShell';
