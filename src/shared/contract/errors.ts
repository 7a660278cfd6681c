/**
 * Every error a caller can be told about: its HTTP status and whether trying again can help.
 * `docs/errors.md` and the language files are compared with this table by tests.
 */
export const errorCodes = {
  'auth.bad_credentials': { status: 401, retry: false },
  'auth.forbidden': { status: 403, retry: false },
  'auth.required': { status: 401, retry: false },
  'auth.too_many_attempts': { status: 429, retry: true },
  'backup.damaged': { status: 422, retry: false },
  'backup.not_found': { status: 404, retry: false },
  'backup.not_made': { status: 503, retry: true },
  'bill.changed': { status: 409, retry: false },
  'bill.command_reused': { status: 409, retry: false },
  'bill.line_not_found': { status: 404, retry: false },
  'bill.line_sent': { status: 409, retry: false },
  'bill.not_found': { status: 404, retry: false },
  'bill.not_open': { status: 409, retry: false },
  'bill.not_payable': { status: 409, retry: false },
  'bill.other_terms': { status: 409, retry: false },
  'bill.paid': { status: 409, retry: false },
  'bill.payment_not_found': { status: 404, retry: false },
  'bill.refund_too_large': { status: 409, retry: false },
  'bill.split': { status: 409, retry: false },
  'branch.not_found': { status: 404, retry: false },
  'branch.unreachable': { status: 503, retry: true },
  'call.not_found': { status: 404, retry: false },
  'company.not_found': { status: 404, retry: false },
  'connection.not_found': { status: 404, retry: false },
  'database.in_use': { status: 500, retry: false },
  'database.newer': { status: 500, retry: false },
  'database.refused': { status: 503, retry: true },
  'device.not_found': { status: 404, retry: false },
  'device.revoked': { status: 403, retry: false },
  'floor.changed': { status: 409, retry: false },
  'floor.table_busy': { status: 409, retry: false },
  'input.invalid': { status: 400, retry: false },
  internal: { status: 500, retry: false },
  'logo.not_found': { status: 404, retry: false },
  'menu.choices': { status: 409, retry: false },
  'menu.in_use': { status: 409, retry: false },
  'menu.not_found': { status: 404, retry: false },
  'menu.out': { status: 409, retry: false },
  'order.action_unsupported': { status: 409, retry: false },
  'order.bad_transition': { status: 409, retry: false },
  'order.not_found': { status: 404, retry: false },
  'pairing.bad_code': { status: 403, retry: false },
  'pairing.no_relay': { status: 409, retry: false },
  'pairing.unreachable': { status: 503, retry: true },
  'platform.unknown': { status: 404, retry: false },
  'print_job.not_found': { status: 404, retry: false },
  'print_job.not_offered': { status: 409, retry: false },
  'printer.busy': { status: 409, retry: true },
  'printer.in_use': { status: 409, retry: true },
  'printer.no_drawer': { status: 409, retry: false },
  'printer.not_found': { status: 404, retry: false },
  'printer.unreachable': { status: 503, retry: true },
  'receipt.not_found': { status: 404, retry: false },
  'request.media_type': { status: 415, retry: false },
  'request.rate_limited': { status: 429, retry: true },
  'request.too_large': { status: 413, retry: false },
  'route.not_found': { status: 404, retry: false },
  'rule.not_found': { status: 404, retry: false },
  'shift.closed': { status: 409, retry: false },
  'shift.command_reused': { status: 409, retry: false },
  'shift.none': { status: 409, retry: false },
  'shift.not_found': { status: 404, retry: false },
  'shift.open': { status: 409, retry: false },
  'staff.first_manager': { status: 409, retry: false },
  'staff.not_found': { status: 404, retry: false },
  'staff.permission_needed': { status: 403, retry: false },
  'staff.wait': { status: 429, retry: true },
  'staff.wrong_pin': { status: 401, retry: false },
  'station.not_found': { status: 404, retry: false },
  'store_link.not_found': { status: 404, retry: false },
  'store_link.taken': { status: 409, retry: false },
  'template.built_in': { status: 409, retry: false },
  'template.changed': { status: 409, retry: false },
  'template.not_found': { status: 404, retry: false },
  'terminal.bad_code': { status: 403, retry: false },
  'terminal.not_allowed': { status: 403, retry: false },
  'terminal.not_found': { status: 404, retry: false },
  'terminal.wait': { status: 429, retry: true },
  'user.email_taken': { status: 409, retry: false },
  'webhook.media_type': { status: 415, retry: false },
  'webhook.not_found': { status: 404, retry: false },
  'webhook.not_stored': { status: 503, retry: true },
  'webhook.payload': { status: 400, retry: false },
  'webhook.rate_limited': { status: 429, retry: true },
  'webhook.signature': { status: 401, retry: false },
  'webhook.too_large': { status: 413, retry: false },
} as const satisfies Record<string, { status: number; retry: boolean }>;

export type ErrorCode = keyof typeof errorCodes;

/**
 * The one error class. `code` decides HTTP status, retry and translation; `message` is for the log and
 * for support, never for the screen; `details` names the field and what is wrong with it.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details ?? {};
  }

  get status(): number {
    return errorCodes[this.code].status;
  }
}

/** `order.not_found` as platforms and integrations see it: `ORDER_NOT_FOUND`. */
export function wireCode(code: ErrorCode): string {
  return code.replaceAll('.', '_').toUpperCase();
}
