/**
 * The relay's tables as Kysely sees them. The migrations make them; `schema.test.ts` compares the two.
 * Times are milliseconds since the epoch, JSON is text, flags are 0 or 1: the same on SQLite and PostgreSQL.
 */
import type { Generated } from 'kysely';

export interface CompaniesTable {
  id: string;
  name: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  currency: string;
  created_at_ms: number;
}

export interface BranchesTable {
  id: string;
  company_id: string;
  name: string;
  time_zone: string;
  created_at_ms: number;
}

export interface UsersTable {
  id: string;
  /** Null for super_admin, who belongs to no company. */
  company_id: string | null;
  email: string;
  password_hash: string;
  role: 'super_admin' | 'company_owner' | 'branch_manager' | 'call_center' | 'cashier';
  created_at_ms: number;
}

export interface SessionsTable {
  /** SHA-256 of the cookie; the cookie itself is nowhere. */
  token_hash: string;
  user_id: string;
  created_at_ms: number;
  expires_at_ms: number;
}

export interface PairingCodesTable {
  code_hash: string;
  company_id: string;
  branch_id: string;
  created_at_ms: number;
  expires_at_ms: number;
  used_at_ms: number | null;
}

export interface DevicesTable {
  id: string;
  company_id: string;
  branch_id: string;
  name: string;
  /** Base64 of the raw Ed25519 public key. */
  public_key: string;
  created_at_ms: number;
  last_seen_at_ms: number | null;
  revoked_at_ms: number | null;
}

export interface ConnectionsTable {
  id: string;
  company_id: string;
  platform: string;
  name: string;
  environment: 'production' | 'sandbox' | 'simulator';
  /** The unguessable part of the webhook address. */
  address_key: string;
  /** AES-256-GCM of the credentials' JSON. */
  credentials_sealed: Uint8Array;
  settings: string;
  /** Webhook calls a minute; null for the platform's default. */
  rate_limit_per_minute: number | null;
  /** JSON: networks that may call; empty for all. */
  allowed_sources: Generated<string>;
  created_at_ms: number;
  disabled_at_ms: number | null;
}

export interface StoreLinksTable {
  connection_id: string;
  /** The platform's id of the store. */
  store_id: string;
  company_id: string;
  branch_id: string;
  created_at_ms: number;
}

export interface MenuSnapshotsTable {
  id: string;
  company_id: string;
  connection_id: string;
  /** Empty for every store of the connection. */
  store_id: string;
  version: number;
  /** JSON: item id to Name. */
  names: string;
  created_at_ms: number;
}

/** Every webhook call as it came in: the evidence, written before the platform hears 2xx. */
export interface WebhookCallsTable {
  id: Generated<number>;
  connection_id: string;
  company_id: string;
  received_at_ms: number;
  method: string;
  path: string;
  query: string;
  headers: string;
  body: Uint8Array;
  source_address: string;
  verified: number;
  /** How it was verified, or why not. */
  verification: string;
  /**
   * `received`: not yet looked at. `applied`, `repeated`, `ignored`: done. `waiting`: about an order or
   * a store that is not here yet. `unreadable`: kept, counted, to be parsed again. `refused`: not verified.
   */
  state: 'received' | 'applied' | 'repeated' | 'ignored' | 'waiting' | 'unreadable' | 'refused';
  note: string;
  /** Set when the call concerns one order, for waiting calls and for the log. */
  external_id: string | null;
  processed_at_ms: number | null;
}

export interface OrdersTable {
  /** A function of connection and external id, so it keeps both unique. */
  id: string;
  company_id: string;
  branch_id: string;
  connection_id: string;
  platform: string;
  external_id: string;
  store_id: string;
  display_number: string;
  status: string;
  accept_by_ms: number | null;
  is_test: number;
  /** JSON of the contract's Order. */
  body: string;
  /** JSON, relay only. */
  platform_data: string;
  /** JSON of Courier or empty. */
  courier: string;
  /** JSON of StatusChange: how it stood when it came, the first entry of its history. */
  placed_standing: string;
  /** When the platform took it. */
  placed_at_ms: number;
  received_at_ms: number;
  /** When it went into the branch's log. */
  queued_at_ms: number;
  updated_at_ms: number;
}

/** What happened to an order after it was placed. */
export interface OrderChangesTable {
  id: Generated<number>;
  order_id: string;
  company_id: string;
  status: string;
  at_ms: number;
  by: string;
  reason: string;
}

/** Steps after the order went into the branch's log; those before are columns of the order. */
export interface OrderHopsTable {
  id: Generated<number>;
  order_id: string;
  company_id: string;
  hop: string;
  at_ms: number;
  detail: string;
}

/** Events already applied, kept for months: the same event changes nothing the second time. */
export interface AppliedEventsTable {
  connection_id: string;
  external_id: string;
  event_key: string;
  call_id: number;
  applied_at_ms: number;
}

/** One row per branch and direction of log. */
export interface BranchLogsTable {
  branch_id: string;
  company_id: string;
  down_epoch: string;
  down_head: number;
  /** Highest sequence that may have reached the branch; one beyond it was sent by a database we no longer have. */
  down_sent: Generated<number>;
  /** Highest sequence the branch has acknowledged. */
  down_acked: number;
}

export interface DownEventsTable {
  branch_id: string;
  seq: number;
  event_id: string;
  order_id: string;
  kind: string;
  /** JSON of the contract's DownBody; `order.placed` gets its standing and hops when it is sent. */
  body: string;
  at_ms: number;
}

export interface UpCursorsTable {
  branch_id: string;
  branch_epoch: string;
  cursor: number;
  updated_at_ms: number;
}

/** What a branch sent and nobody could apply: kept as it came, so that it stops nothing and is not lost. */
export interface UnreadableUpEventsTable {
  id: Generated<number>;
  branch_id: string;
  company_id: string;
  branch_epoch: string;
  seq: number;
  /** The event's JSON, cut at 64 KB. */
  raw: string;
  why: string;
  received_at_ms: number;
}

export interface OutboundCallsTable {
  id: string;
  company_id: string;
  branch_id: string;
  connection_id: string;
  order_id: string;
  /** From 1 within its order: calls of one order leave in this order. */
  position: number;
  action: string;
  /** JSON of OutboundAction. */
  params: string;
  state: 'queued' | 'done' | 'refused' | 'gave_up' | 'superseded';
  attempts: number;
  due_at_ms: number;
  /** After this it is pointless and given up. */
  give_up_at_ms: number;
  last_detail: string;
  /** When a try first left, written before it did: from then on the platform may have heard it. */
  sent_at_ms: number | null;
  created_at_ms: number;
  done_at_ms: number | null;
}

/** Every call to a platform, secrets removed. */
export interface PlatformCallsTable {
  id: Generated<number>;
  company_id: string;
  connection_id: string;
  outbound_id: string | null;
  order_id: string | null;
  operation: string;
  method: string;
  url: string;
  request_body: string;
  /** Null when no answer came. */
  status: number | null;
  response_body: string;
  error: string;
  started_at_ms: number;
  duration_ms: number;
}

/** What people did; the store itself refuses to change or delete a row. */
export interface AuditLogTable {
  id: Generated<number>;
  /** Null where it concerns no company. */
  company_id: string | null;
  at_ms: number;
  action: string;
  user_id: string | null;
  /** Names as they were then: what they name may be renamed or gone. */
  by: string;
  address: string;
  target_id: string;
  target_name: string;
  /** JSON: text to text. */
  details: string;
}

/** How each branch last said it is: what a dark one is remembered by. */
export interface BranchReportsTable {
  branch_id: string;
  company_id: string;
  /** JSON of BranchReport. */
  report: string;
  reported_at_ms: number;
}

/** Papers that people asked for at the console. */
export interface PrintRequestsTable {
  id: string;
  company_id: string;
  branch_id: string;
  document: string;
  order_id: string | null;
  printer_id: string | null;
  /** As the printer was called then; empty where none was chosen. */
  printer_name: string;
  reason: string;
  by: string;
  requested_at_ms: number;
  expires_at_ms: number;
  /** JSON of PrintRequestReport; empty until the branch has answered. */
  report: string;
  reported_at_ms: number | null;
}

/** Every saved state of a company's print templates; none is ever changed. */
export interface TemplateVersionsTable {
  company_id: string;
  /** Of the branch's log: a log that begins again says the same event twice. */
  event_id: string;
  /** The branch it was saved at. */
  branch_id: string;
  template_id: string;
  version: number;
  saved_at_ms: number;
  saved_by: string;
  /** 1 for the one that counts. */
  is_current: number;
  /** JSON of TemplateSaved. */
  body: string;
  received_at_ms: number;
}

/** What a branch has said is out; one that was for a time may be back. */
export interface BranchOutagesTable {
  branch_id: string;
  company_id: string;
  kind: 'product' | 'option';
  item_id: string;
  /** JSON of MenuName. */
  name: string;
  /** Null for good. */
  until_ms: number | null;
  said_at_ms: number;
}

export interface BranchBusyTable {
  branch_id: string;
  company_id: string;
  /** JSON of BusyMode. */
  busy: string;
  until_ms: number;
}

export interface RelayMetaTable {
  key: string;
  value: string;
}

export interface RelayDatabase {
  companies: CompaniesTable;
  branches: BranchesTable;
  users: UsersTable;
  sessions: SessionsTable;
  pairing_codes: PairingCodesTable;
  devices: DevicesTable;
  connections: ConnectionsTable;
  store_links: StoreLinksTable;
  menu_snapshots: MenuSnapshotsTable;
  webhook_calls: WebhookCallsTable;
  orders: OrdersTable;
  order_changes: OrderChangesTable;
  order_hops: OrderHopsTable;
  applied_events: AppliedEventsTable;
  branch_logs: BranchLogsTable;
  down_events: DownEventsTable;
  up_cursors: UpCursorsTable;
  unreadable_up_events: UnreadableUpEventsTable;
  outbound_calls: OutboundCallsTable;
  platform_calls: PlatformCallsTable;
  audit_log: AuditLogTable;
  branch_reports: BranchReportsTable;
  print_requests: PrintRequestsTable;
  template_versions: TemplateVersionsTable;
  branch_outages: BranchOutagesTable;
  branch_busy: BranchBusyTable;
  relay_meta: RelayMetaTable;
}
