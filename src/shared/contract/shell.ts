import { z } from 'zod';

/** What is known of a newer version. */
export const UpdateState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('downloading'), version: z.string() }),
  /** It is installed by itself once the branch has been quiet for a while, or when a person says so. */
  z.object({ kind: z.literal('waiting'), version: z.string(), mayInstallNow: z.boolean() }),
  /** Nothing was changed. */
  z.object({ kind: z.literal('failed'), reason: z.string() }),
  /** It did not become healthy, and the version before it was put back. */
  z.object({ kind: z.literal('rolled_back'), version: z.string() }),
]);
export type UpdateState = z.infer<typeof UpdateState>;

export const ShellState = z.object({
  version: z.string(),
  startAtLogin: z.boolean(),
  /** The till fills the screen and cannot be left by accident. */
  kiosk: z.boolean(),
  update: UpdateState,
  /** Where the device's key is kept: the operating system's key store, or a file only this user may read. */
  secrets: z.enum(['key_store', 'file']),
});
export type ShellState = z.infer<typeof ShellState>;

const nothing = z.object({});

/** The few things the page may ask of the desktop program; a browser on the LAN has none of them. */
export const shellCalls = {
  readShell: { input: nothing, reply: ShellState },
  setStartAtLogin: { input: z.object({ on: z.boolean() }), reply: ShellState },
  setKiosk: { input: z.object({ on: z.boolean() }), reply: ShellState },
  checkForUpdate: { input: nothing, reply: ShellState },
  /** Refused while orders are open: the reply then still says `waiting`. */
  installUpdate: { input: nothing, reply: ShellState },
  showLogs: { input: nothing, reply: nothing },
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
