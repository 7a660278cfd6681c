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

/** A call as it travels: its address from the first slash, and its JSON body where it has one. */
export interface RouteRequest {
  readonly method: Route['method'];
  readonly address: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** What is undefined or empty does not travel in a query: the other end fills in its default. */
export function requestOf(
  { method, path }: Pick<Route, 'method' | 'path'>,
  input: object,
): RouteRequest {
  const { path: address, rest } = fillPath(path, { ...input });
  if (method === 'POST' || method === 'PUT') return { method, address, body: rest };
  const pairs = Object.entries(rest).filter(([, value]) => value !== undefined && value !== '');
  const query = pairs.map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return { method, address: query.length === 0 ? address : `${address}?${query.join('&')}` };
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
