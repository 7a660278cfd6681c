import { AppError } from '../../../shared/contract/errors.ts';
import type { StaffPermission } from '../../../shared/contract/staff.ts';
import {
  mainDrawerId,
  tillKinds,
  type TerminalKind,
} from '../../../shared/contract/terminal-kind.ts';
import { mainTerminalId } from './caller.ts';

/** A terminal that has proved which one it is. */
export interface CallingTerminal {
  readonly id: string;
  readonly kind: TerminalKind;
  readonly name: string;
  readonly drawerId: string;
  /** What nobody may do there. */
  readonly denied: readonly StaffPermission[];
}

export const mainTerminal: CallingTerminal = {
  id: mainTerminalId,
  kind: 'main',
  name: '',
  drawerId: mainDrawerId,
  denied: [],
};

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Kinds of terminal that may call the route; without it, tills alone. */
    readonly terminals?: readonly TerminalKind[];
  }
  interface FastifyRequest {
    /** Null on a route that is open to everybody. */
    terminal: CallingTerminal | null;
  }
}

/** @throws AppError `terminal.not_allowed` */
export function demandKind(
  { kind }: CallingTerminal,
  allowed: readonly TerminalKind[] = tillKinds,
): void {
  if (!allowed.includes(kind)) {
    throw new AppError('terminal.not_allowed', `a terminal of kind ${kind} may not call this`);
  }
}
