import type { ViolationRule } from '../simulator.ts';

/** What the platform's API answers. A body is sent as JSON, its absence as an empty answer. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by a route to answer a call as the real platform would refuse it. */
export class Refused extends Error {
  readonly reply: Reply;
  /** Null where the platform's documents tell the caller to try the same again: no fault of the caller. */
  readonly rule: ViolationRule | null;

  constructor(reply: Reply, rule: ViolationRule | null, detail: string) {
    super(detail);
    this.name = 'Refused';
    this.reply = reply;
    this.rule = rule;
  }
}
