import { z } from 'zod';
import { availabilityRoutes } from './console-availability.ts';
import { AuditArea, AuditEntry } from './audit.ts';
import { type Envelope, ListMeta } from './envelope.ts';
import { Currency } from './money.ts';
import { OrderStatus } from './order-status.ts';
import { Courier, Hop, type Line, type Name, Order, OrderAction, StatusChange } from './order.ts';
import {
  BranchReport,
  EnrolReply,
  EnrolRequest,
  enrolPath,
  PrintRequest,
  PrintRequestReport,
  RemotePaper,
} from './relay.ts';
import { route } from './route.ts';
import { BusyMode } from './rules.ts';

/** What the relay offers to its console and to scripts over HTTP, inside the envelope. */

const AtMs = z.int().nonnegative();
const Id = z.object({ id: z.string().min(1) });
const Label = z.string().trim().min(1).max(80);
const Nothing = z.object({});

/** Which page of a list, and of which company; only a super_admin may leave the company open. */
export const ListQuery = z.object({
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(200).default(20),
  companyId: z.string().optional(),
});
export type ListQuery = z.infer<typeof ListQuery>;

const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), meta: ListMeta });
export interface Page<Item> {
  items: Item[];
  meta: ListMeta;
}

/** A list travels as `data` and `meta` side by side, everything else as `data`. */
export function intoEnvelope(reply: unknown, nowMs: number): Envelope {
  const timestamp = new Date(nowMs).toISOString();
  const page = listOf(z.unknown()).safeParse(reply);
  return page.success
    ? { success: true, data: page.data.items, meta: page.data.meta, timestamp }
    : { success: true, data: reply, timestamp };
}

export function outOfEnvelope({ data, meta }: Envelope): unknown {
  return meta ? { items: data, meta } : data;
}

export const roles = [
  'super_admin',
  'company_owner',
  'branch_manager',
  'call_center',
  'cashier',
] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export const User = z.object({
  id: z.string(),
  companyId: z.string().nullable(),
  email: z.string(),
  role: Role,
});
export type User = z.infer<typeof User>;
const Email = z.email().max(254).toLowerCase();

export const Company = z.object({
  id: z.string(),
  name: z.string(),
  country: z.string(),
  currency: Currency,
  createdAtMs: AtMs,
});
export type Company = z.infer<typeof Company>;
export const NewCompany = z.object({
  name: Label,
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/),
  currency: Currency,
});

/** How a branch said it is: now while it is connected, and as of `atMs` while it is dark. */
export const BranchReportView = BranchReport.extend({ atMs: AtMs });
export type BranchReportView = z.infer<typeof BranchReportView>;

export const Branch = z.object({
  id: z.string(),
  companyId: z.string(),
  name: z.string(),
  timeZone: z.string(),
  createdAtMs: AtMs,
  /** `unpaired` until a device has enrolled; presence is that of the socket, not of the last order. */
  presence: z.enum(['unpaired', 'connected', 'offline']),
  lastSeenAtMs: AtMs.nullable(),
  /** Events this branch has not acknowledged. */
  undelivered: z.int().nonnegative(),
  /** Products and options that it says are out. */
  itemsOut: z.int().nonnegative(),
  /** Null while it needs no longer than usual. */
  busy: BusyMode.nullable(),
  /** Null until its branch server has spoken. */
  report: BranchReportView.nullable(),
});
export type Branch = z.infer<typeof Branch>;

const BranchInput = z.object({
  name: Label,
  timeZone: z.string().refine((zone) => isTimeZone(zone), 'an IANA time zone such as Asia/Amman'),
});

function isTimeZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }) !== undefined;
  } catch {
    return false;
  }
}

export const Device = z.object({
  id: z.string(),
  branchId: z.string(),
  branchName: z.string(),
  name: z.string(),
  connected: z.boolean(),
  createdAtMs: AtMs,
  lastSeenAtMs: AtMs.nullable(),
  revokedAtMs: AtMs.nullable(),
});
export type Device = z.infer<typeof Device>;

export const PairingCode = z.object({ code: z.string(), expiresAtMs: AtMs });

/** A platform that a company can connect, with all a form needs. */
export const Platform = z.object({
  platform: z.string(),
  displayName: z.string(),
  /** JSON Schema of the secrets and of the other settings. */
  credentialsSchema: z.record(z.string(), z.unknown()),
  settingsSchema: z.record(z.string(), z.unknown()),
  actions: z.array(OrderAction),
  verified: z.boolean(),
  confidence: z.string(),
});
export type Platform = z.infer<typeof Platform>;

const Environment = z.enum(['production', 'sandbox', 'simulator']);
const Json = z.record(z.string(), z.unknown());
const WebhooksPerMinute = z.int().min(1).max(1_000_000);
/** An address or network that may call: `52.208.41.152`, `10.0.0.0/8`, `2001:db8::/32`. */
const Network = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);
const AllowedSources = z.array(Network).max(64);

export const Connection = z.object({
  id: z.string(),
  companyId: z.string(),
  platform: z.string(),
  name: z.string(),
  environment: Environment,
  /** What the platform is told to call; whoever has it still needs a secret. */
  webhookUrl: z.string(),
  settings: Json,
  webhooksPerMinute: z.int().nullable(),
  /** Who may call; empty for every address. */
  allowedSources: z.array(z.string()),
  createdAtMs: AtMs,
  disabledAtMs: AtMs.nullable(),
  storeLinks: z.int().nonnegative(),
  /** Its secrets or settings cannot be read: the platform is told to send again until they are entered anew. */
  isBroken: z.boolean(),
});
export type Connection = z.infer<typeof Connection>;

export const StoreLink = z.object({
  storeId: z.string(),
  branchId: z.string(),
  branchName: z.string(),
  createdAtMs: AtMs,
});
export type StoreLink = z.infer<typeof StoreLink>;

/** A name as an owner writes it: a language or two; `default` is taken from them when left out. */
const WrittenName = z.object({
  default: z.string().min(1).optional(),
  en: z.string().min(1).optional(),
  ar: z.string().min(1).optional(),
});
const MenuName = WrittenName.transform((name, context): Name => {
  const fallback = name.default ?? name.en ?? name.ar;
  if (fallback !== undefined) return { ...name, default: fallback };
  context.addIssue({ code: 'custom', message: 'a name in at least one language' });
  return z.NEVER;
});
const MenuCategory = z.object({ id: z.string().trim().min(1).max(120), name: MenuName });
/** What an id is called and, for a dish, the category that stations choose it by. */
const MenuEntry = WrittenName.extend({ category: MenuCategory.optional() }).transform(
  ({ category, ...written }, context): Name & Pick<Line, 'category'> => {
    const name = MenuName.safeParse(written);
    if (name.success) return { ...name.data, ...(category && { category }) };
    for (const { message } of name.error.issues) context.addIssue({ code: 'custom', message });
    return z.NEVER;
  },
);
export const MenuVersion = z.object({
  id: z.string(),
  storeId: z.string(),
  version: z.int(),
  items: z.int().nonnegative(),
  createdAtMs: AtMs,
});

/** What is wrong now and mends itself only when somebody acts, or the platform does. */
export const Troubles = z.object({
  brokenConnections: z.array(z.object({ id: z.string(), name: z.string(), platform: z.string() })),
  /** Calls to a platform that wait because it has been failing. */
  openBreakers: z.array(
    z.object({
      platform: z.string(),
      operation: z.enum(['answer', 'progress', 'delay']),
      openedAtMs: AtMs,
    }),
  ),
  /** What branches sent and nobody could apply; it is kept. */
  unreadableBranchEvents: z.int().nonnegative(),
});
export type Troubles = z.infer<typeof Troubles>;

export const callStates = [
  'received',
  'applied',
  'repeated',
  'ignored',
  'waiting',
  'unreadable',
  'refused',
] as const;
export const CallState = z.enum(callStates);
export type CallState = z.infer<typeof CallState>;

export const WebhookCall = z.object({
  id: z.int(),
  connectionId: z.string(),
  connectionName: z.string(),
  platform: z.string(),
  receivedAtMs: AtMs,
  processedAtMs: AtMs.nullable(),
  method: z.string(),
  path: z.string(),
  state: CallState,
  verified: z.boolean(),
  verification: z.string(),
  note: z.string(),
  externalId: z.string().nullable(),
  bodyBytes: z.int().nonnegative(),
});
export type WebhookCall = z.infer<typeof WebhookCall>;
export const WebhookCallDetail = WebhookCall.extend({
  query: z.record(z.string(), z.string()),
  /** Secrets are replaced by a word. */
  headers: z.record(z.string(), z.string()),
  sourceAddress: z.string(),
  /** The received bytes read as UTF-8. */
  bodyText: z.string(),
});
export type WebhookCallDetail = z.infer<typeof WebhookCallDetail>;

export const PlatformCall = z.object({
  id: z.int(),
  connectionId: z.string(),
  connectionName: z.string(),
  platform: z.string(),
  orderId: z.string().nullable(),
  operation: z.string(),
  method: z.string(),
  url: z.string(),
  status: z.int().nullable(),
  error: z.string(),
  startedAtMs: AtMs,
  durationMs: z.int().nonnegative(),
});
export type PlatformCall = z.infer<typeof PlatformCall>;
export const PlatformCallDetail = PlatformCall.extend({
  requestBody: z.string(),
  responseBody: z.string(),
});

export const OrderRow = z.object({
  id: z.string(),
  branchId: z.string(),
  branchName: z.string(),
  connectionId: z.string(),
  platform: z.string(),
  externalId: z.string(),
  displayNumber: z.string(),
  status: OrderStatus,
  isTest: z.boolean(),
  currency: Currency,
  totalMinor: z.int().nullable(),
  receivedAtMs: AtMs,
  updatedAtMs: AtMs,
  acceptByMs: AtMs.nullable(),
});
export type OrderRow = z.infer<typeof OrderRow>;
export const OutboundState = z.enum(['queued', 'done', 'refused', 'gave_up', 'superseded']);
export const OrderLife = OrderRow.extend({
  order: Order,
  courier: Courier.nullable(),
  history: z.array(StatusChange),
  hops: z.array(Hop),
  /** What the platform was, or is to be, told. */
  outbound: z.array(
    z.object({
      id: z.string(),
      action: z.string(),
      state: OutboundState,
      attempts: z.int(),
      detail: z.string(),
      createdAtMs: AtMs,
      dueAtMs: AtMs,
      doneAtMs: AtMs.nullable(),
    }),
  ),
});
export type OrderLife = z.infer<typeof OrderLife>;

/**
 * How a request stands: on its way; waiting for a dark branch; not answered in time, so not begun any more;
 * or what the branch answered.
 */
export const printOutcomes = [
  'sending',
  'waiting',
  'too_late',
  ...PrintRequestReport.shape.outcome.options,
] as const;

/** A paper asked for from here, and what became of it. */
export const PrintRequestView = PrintRequest.extend({
  branchId: z.string(),
  branchName: z.string(),
  /** As the chosen printer was called; empty where the branch chooses. */
  printerName: z.string(),
  outcome: z.enum(printOutcomes),
  why: PrintRequestReport.shape.why,
  papers: PrintRequestReport.shape.papers,
});
export type PrintRequestView = z.infer<typeof PrintRequestView>;
const Reason = z.string().trim().min(3).max(120);

/** Which entries of the audit log; the times are when it happened, from inclusive, until exclusive. */
export const AuditFilter = z.object({
  companyId: z.string().optional(),
  area: AuditArea.optional(),
  userId: z.string().optional(),
  fromMs: z.coerce.number().int().nonnegative().optional(),
  untilMs: z.coerce.number().int().nonnegative().optional(),
});
export type AuditFilter = z.infer<typeof AuditFilter>;

const authRoutes = {
  login: route({
    method: 'POST',
    path: '/api/auth/login',
    input: z.object({ email: Email, password: z.string().min(1).max(200) }),
    /** The page uses the cookie that comes with it; `token` is for scripts. */
    reply: z.object({ user: User, token: z.string(), expiresAtMs: AtMs }),
  }),
  logout: route({ method: 'POST', path: '/api/auth/logout', input: Nothing, reply: Nothing }),
  profile: route({
    method: 'GET',
    path: '/api/auth/profile',
    input: Nothing,
    reply: z.object({ user: User, companyName: z.string().nullable() }),
  }),
} as const;

const tenancyRoutes = {
  listCompanies: route({
    method: 'GET',
    path: '/api/companies',
    input: ListQuery.omit({ companyId: true }),
    reply: listOf(Company),
  }),
  createCompany: route({
    method: 'POST',
    path: '/api/companies',
    input: NewCompany,
    reply: Company,
  }),
  listUsers: route({ method: 'GET', path: '/api/users', input: ListQuery, reply: listOf(User) }),
  createUser: route({
    method: 'POST',
    path: '/api/users',
    input: z.object({
      companyId: z.string().optional(),
      email: Email,
      password: z.string().min(10).max(200),
      role: Role,
    }),
    reply: User,
  }),
  listBranches: route({
    method: 'GET',
    path: '/api/branches',
    input: ListQuery,
    reply: listOf(Branch),
  }),
  createBranch: route({
    method: 'POST',
    path: '/api/branches',
    input: BranchInput.extend({ companyId: z.string().optional() }),
    reply: Branch,
  }),
  changeBranch: route({
    method: 'PUT',
    path: '/api/branches/:id',
    input: BranchInput.partial().extend(Id.shape),
    reply: Branch,
  }),
  ...availabilityRoutes,
  createPairingCode: route({
    method: 'POST',
    path: '/api/branches/:id/pairing-codes',
    input: Id,
    reply: PairingCode,
  }),
  /** Prints a test page at one printer of the branch. */
  testPrinter: route({
    method: 'POST',
    path: '/api/branches/:id/printers/:printerId/tests',
    input: Id.extend({ printerId: z.string().min(1) }),
    reply: PrintRequestView,
  }),
  listDevices: route({
    method: 'GET',
    path: '/api/devices',
    input: ListQuery.extend({ branchId: z.string().optional() }),
    reply: listOf(Device),
  }),
  renameDevice: route({
    method: 'PUT',
    path: '/api/devices/:id',
    input: Id.extend({ name: Label }),
    reply: Device,
  }),
  revokeDevice: route({
    method: 'POST',
    path: '/api/devices/:id/revoke',
    input: Id,
    reply: Device,
  }),
  enrolDevice: route({ method: 'POST', path: enrolPath, input: EnrolRequest, reply: EnrolReply }),
} as const;

const connectionRoutes = {
  listPlatforms: route({
    method: 'GET',
    path: '/api/platforms',
    input: Nothing,
    reply: z.object({ platforms: z.array(Platform) }),
  }),
  listConnections: route({
    method: 'GET',
    path: '/api/connections',
    input: ListQuery,
    reply: listOf(Connection),
  }),
  createConnection: route({
    method: 'POST',
    path: '/api/connections',
    input: z.object({
      companyId: z.string().optional(),
      platform: z.string(),
      name: Label,
      environment: Environment.default('production'),
      credentials: Json,
      settings: Json.default({}),
      webhooksPerMinute: WebhooksPerMinute.nullable().default(null),
      allowedSources: AllowedSources.default([]),
    }),
    reply: Connection,
  }),
  changeConnection: route({
    method: 'PUT',
    path: '/api/connections/:id',
    input: Id.extend({
      name: Label.optional(),
      settings: Json.optional(),
      webhooksPerMinute: WebhooksPerMinute.nullable().optional(),
      allowedSources: AllowedSources.optional(),
      disabled: z.boolean().optional(),
    }),
    reply: Connection,
  }),
  /** Replaces the fields that are given; credentials are never given back. */
  rotateCredentials: route({
    method: 'POST',
    path: '/api/connections/:id/credentials',
    input: Id.extend({
      credentials: Json,
      /** In a list of live secrets the newest of the old ones stays valid beside the new one. */
      keepPrevious: z.boolean().default(true),
    }),
    reply: Connection,
  }),
  listStoreLinks: route({
    method: 'GET',
    path: '/api/connections/:id/store-links',
    input: Id,
    reply: z.object({ storeLinks: z.array(StoreLink) }),
  }),
  createStoreLink: route({
    method: 'POST',
    path: '/api/connections/:id/store-links',
    input: Id.extend({ storeId: z.string().trim().min(1).max(120), branchId: z.string() }),
    reply: StoreLink,
  }),
  removeStoreLink: route({
    method: 'DELETE',
    path: '/api/connections/:id/store-links/:storeId',
    input: Id.extend({ storeId: z.string() }),
    reply: Nothing,
  }),
  listMenus: route({
    method: 'GET',
    path: '/api/connections/:id/menus',
    input: Id,
    reply: z.object({ menus: z.array(MenuVersion) }),
  }),
  /** The newest version of a store's menu names the items of its orders. */
  publishMenu: route({
    method: 'POST',
    path: '/api/connections/:id/menus',
    input: Id.extend({
      /** Left out: for every store of the connection. */
      storeId: z.string().default(''),
      names: z.record(z.string().min(1), MenuEntry),
    }),
    reply: MenuVersion,
  }),
} as const;

const logRoutes = {
  listWebhookCalls: route({
    method: 'GET',
    path: '/api/webhook-calls',
    input: ListQuery.extend({
      state: CallState.optional(),
      connectionId: z.string().optional(),
      externalId: z.string().optional(),
    }),
    reply: listOf(WebhookCall),
  }),
  countWebhookCalls: route({
    method: 'GET',
    path: '/api/webhook-calls/counts',
    input: ListQuery.pick({ companyId: true }),
    reply: z.object({
      unreadable: z.int().nonnegative(),
      waiting: z.int().nonnegative(),
      refused: z.int().nonnegative(),
    }),
  }),
  getWebhookCall: route({
    method: 'GET',
    path: '/api/webhook-calls/:id',
    input: z.object({ id: z.coerce.number().int() }),
    reply: WebhookCallDetail,
  }),
  /** Reads the kept call again; what has been applied already changes nothing. */
  replayWebhookCall: route({
    method: 'POST',
    path: '/api/webhook-calls/:id/replay',
    input: z.object({ id: z.coerce.number().int() }),
    reply: WebhookCallDetail,
  }),
  /** Reads every unreadable call of a platform again, after its adapter learned to. */
  replayUnreadable: route({
    method: 'POST',
    path: '/api/platforms/:platform/replay-unreadable',
    input: z.object({ platform: z.string(), companyId: z.string().optional() }),
    reply: z.object({
      tried: z.int().nonnegative(),
      /** Of those, how many neither wait nor are unreadable any more. */
      done: z.int().nonnegative(),
    }),
  }),
  listTroubles: route({
    method: 'GET',
    path: '/api/troubles',
    input: ListQuery.pick({ companyId: true }),
    reply: Troubles,
  }),
  listPlatformCalls: route({
    method: 'GET',
    path: '/api/platform-calls',
    input: ListQuery.extend({
      connectionId: z.string().optional(),
      orderId: z.string().optional(),
      failed: z.stringbool().optional(),
    }),
    reply: listOf(PlatformCall),
  }),
  getPlatformCall: route({
    method: 'GET',
    path: '/api/platform-calls/:id',
    input: z.object({ id: z.coerce.number().int() }),
    reply: PlatformCallDetail,
  }),
  listOrders: route({
    method: 'GET',
    path: '/api/orders',
    input: ListQuery.extend({
      branchId: z.string().optional(),
      status: OrderStatus.optional(),
      /** Part of the number people say aloud, or the platform's key. */
      search: z.string().trim().max(80).optional(),
    }),
    reply: listOf(OrderRow),
  }),
  /** Newest first. */
  listAudit: route({
    method: 'GET',
    path: '/api/audit',
    input: ListQuery.extend(AuditFilter.shape),
    reply: listOf(AuditEntry),
  }),
  getOrder: route({ method: 'GET', path: '/api/orders/:id', input: Id, reply: OrderLife }),
  /** One more of the order's papers, marked as a copy, with who wanted it and why. */
  printOrder: route({
    method: 'POST',
    path: '/api/orders/:id/prints',
    input: Id.extend({ document: RemotePaper.exclude(['test']), reason: Reason }),
    reply: PrintRequestView,
  }),
  /** Newest first. */
  listPrintRequests: route({
    method: 'GET',
    path: '/api/print-requests',
    input: ListQuery.extend({
      branchId: z.string().optional(),
      orderId: z.string().optional(),
    }),
    reply: listOf(PrintRequestView),
  }),
  validateProvider: route({
    method: 'GET',
    path: '/api/webhooks/validate/:platform',
    input: z.object({ platform: z.string() }),
    reply: z.object({
      provider: z.string(),
      valid: z.boolean(),
      connections: z.array(
        z.object({ id: z.string(), name: z.string(), problems: z.array(z.string()) }),
      ),
    }),
  }),
} as const;

export const consoleApi = {
  ...authRoutes,
  ...tenancyRoutes,
  ...connectionRoutes,
  ...logRoutes,
} as const;
