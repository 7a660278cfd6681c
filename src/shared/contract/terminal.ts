import { z } from 'zod';
import { route } from './route.ts';
import { StaffPermission } from './staff.ts';
import { TerminalKind, terminalKinds } from './terminal-kind.ts';

const AtMs = z.int().nonnegative();

/** What a manager decides about a terminal. */
export const TerminalSettings = z.object({
  name: z.string().trim().min(1).max(40),
  kind: TerminalKind.exclude(['main']),
  /** Kitchen stations a kitchen display shows; empty for all of them. */
  stationIds: z.array(z.string()).max(20).default([]),
  /** A second till counts its own cash, or works with the counter's drawer. */
  drawer: z.enum(['main', 'own']).default('main'),
  /** What nobody may do at this till, whoever stands there. */
  denied: z.array(StaffPermission).default([]),
  /** A pickup screen calls customers by name beside their number. */
  showNames: z.boolean().default(false),
});
export type TerminalSettings = z.infer<typeof TerminalSettings>;

export const Terminal = TerminalSettings.extend({
  id: z.string(),
  enrolledAtMs: AtMs,
  lastSeenAtMs: AtMs,
  /** The network address it last called from. */
  lastAddress: z.string(),
  /** True while its live line stands. */
  connected: z.boolean(),
});
export type Terminal = z.infer<typeof Terminal>;

/** What a terminal may know of itself and of where it is. */
export const TerminalSelf = z.object({
  id: z.string(),
  kind: TerminalKind,
  name: z.string(),
  /** The cash drawer it works with. */
  drawerId: z.string(),
  denied: z.array(StaffPermission),
  branchName: z.string(),
  timeZone: z.string(),
  serverTimeMs: AtMs,
});
export type TerminalSelf = z.infer<typeof TerminalSelf>;

export const NetworkView = z.object({
  /** Other machines of the local network may come in. */
  lan: z.boolean(),
  /** The branch was started so, and the switch cannot turn it off. */
  lanForced: z.boolean(),
  /** Where other machines find this branch now; empty while nothing listens for them. */
  urls: z.array(z.string()),
  /** The port is taken or the system refuses; empty when all is well. */
  problems: z.array(z.object({ address: z.string(), code: z.string() })),
});
export type NetworkView = z.infer<typeof NetworkView>;

/** A QR code as a path of one-module squares; drawn dark on light with four modules of margin inside `side`. */
export const QrDrawing = z.object({ side: z.int().positive(), path: z.string() });
export type QrDrawing = z.infer<typeof QrDrawing>;

/** What the person at the main till carries to the new screen. */
export const EnrolmentCode = z.object({
  /** Eight characters that survive being read aloud; they open one screen once. */
  code: z.string(),
  expiresAtMs: AtMs,
  addresses: z.array(z.object({ url: z.string(), qr: QrDrawing })),
});
export type EnrolmentCode = z.infer<typeof EnrolmentCode>;

const Id = z.object({ id: z.string().min(1) });
const TerminalReply = z.object({ terminal: Terminal });
const onlyMain = ['main'] as const;

export const terminalRoutes = {
  whoAmI: route({
    method: 'GET',
    path: '/api/terminals/me',
    terminals: terminalKinds,
    input: z.object({}),
    reply: TerminalSelf,
  }),
  listTerminals: route({
    method: 'GET',
    path: '/api/terminals',
    input: z.object({}),
    reply: z.object({
      terminals: z.array(Terminal),
      network: NetworkView,
      /** An order is ready once every kitchen display has bumped it. */
      bumpedIsReady: z.boolean(),
    }),
  }),
  changeNetwork: route({
    method: 'PUT',
    path: '/api/terminals/network',
    permission: 'change_settings',
    terminals: onlyMain,
    input: z.object({ lan: z.boolean().optional(), bumpedIsReady: z.boolean().optional() }),
    reply: NetworkView,
  }),
  /** Ten minutes and one use; a new code takes the place of the one before. */
  makeEnrolmentCode: route({
    method: 'POST',
    path: '/api/terminals/codes',
    permission: 'change_settings',
    terminals: onlyMain,
    input: TerminalSettings,
    reply: EnrolmentCode,
  }),
  /** Open to everybody on the network: the code is the key. The answer sets the terminal's cookie. */
  enrol: route({
    method: 'POST',
    path: '/api/enrolments',
    terminals: terminalKinds,
    input: z.object({ code: z.string().trim().min(1).max(20) }),
    reply: z.object({ kind: TerminalKind, name: z.string() }),
  }),
  changeTerminal: route({
    method: 'PUT',
    path: '/api/terminals/:id',
    permission: 'change_settings',
    terminals: onlyMain,
    input: TerminalSettings.omit({ kind: true }).extend({ id: z.string().min(1) }),
    reply: TerminalReply,
  }),
  /** Its token opens nothing from then on, and its line is cut. */
  removeTerminal: route({
    method: 'DELETE',
    path: '/api/terminals/:id',
    permission: 'change_settings',
    terminals: onlyMain,
    input: Id,
    reply: z.object({}),
  }),
} as const;
