import type { IncomingHttpHeaders } from 'node:http';
import type { StaffPermission } from '../../../shared/contract/staff.ts';

/** Who stands at the till that calls. */
export interface Caller {
  readonly staffId: string;
  readonly name: string;
  readonly permissions: readonly StaffPermission[];
  /** Who allowed this one call with a PIN of their own; empty for nobody. */
  readonly approvedBy: string;
  /** The till that calls; the counter PC is `main`. */
  readonly terminalId: string;
  /** The cash drawer this till works with. */
  readonly drawerId: string;
}

/** The counter PC: there from the first day, without any enrolment. */
export const mainTerminalId = 'main';

/** Knows the people of the branch; the staff module is it. */
export interface Doorman {
  identify(headers: IncomingHttpHeaders): Caller;
  /** A call that needed a permission was carried out: it is written down, and an approval for it is used up. */
  carriedOut(
    caller: Caller,
    headers: IncomingHttpHeaders,
    deed: {
      readonly action: string;
      readonly target: string;
      readonly permission: StaffPermission;
    },
  ): void;
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly doorman: Doorman;
  }
}
