import type { z } from 'zod';
import type { TerminalKind } from './terminal-kind.ts';

/**
 * One HTTP call as a value: both ends derive their types from it and both ends parse.
 * Names after `:` in `path` are taken from the input; the rest of the input travels as query (GET,
 * DELETE) or JSON body.
 */
export interface Route<Input = unknown, Reply = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly input: z.ZodType<Input>;
  readonly reply: z.ZodType<Reply>;
  /** What whoever stands at a till of the branch must be allowed to do; nothing for reading. */
  readonly permission?: string;
  /** Terminals of the branch that may call it; without this, tills alone. */
  readonly terminals?: readonly TerminalKind[];
}

export function route<Input, Reply>(value: Route<Input, Reply>): Route<Input, Reply> {
  return value;
}

/** The path with its `:names` filled in, and what is left of the input. */
export function fillPath(
  path: string,
  input: Readonly<Record<string, unknown>>,
): { path: string; rest: Record<string, unknown> } {
  const rest = { ...input };
  const filled = path.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = rest[name];
    delete rest[name];
    return encodeURIComponent(String(value));
  });
  return { path: filled, rest };
}
