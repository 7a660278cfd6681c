import { z } from 'zod';

/** What stands in a restaurant and calls the branch: the counter PC, and what was enrolled on the local network. */
export const terminalKinds = ['main', 'till', 'kitchen', 'pickup'] as const;
export const TerminalKind = z.enum(terminalKinds);
export type TerminalKind = z.infer<typeof TerminalKind>;

/** Sells and answers; what may be done there depends on the person who stands before it. */
export const tillKinds: readonly TerminalKind[] = ['main', 'till'];

/** Shows and takes taps without anybody signed in: its short list of calls is all it may do. */
export const screenKinds: readonly TerminalKind[] = ['kitchen', 'pickup'];

/** The counter's drawer. A till that counts its own cash has one by the till's own id. */
export const mainDrawerId = 'main';
