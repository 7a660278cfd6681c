import type { Clock } from '../../src/shared/kit/clock.ts';
import type { LiveConnection } from '../tenancy/connections.ts';

export interface FreshToken {
  readonly accessToken: string;
  readonly expiresInMs: number;
}

/** The platform's login gave no token. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  /** How long the platform wants to be left alone; undefined when it does not say. */
  readonly afterMs: number | undefined;

  constructor(message: string, options: { afterMs?: number | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.afterMs = options.afterMs;
  }
}

export interface AccessTokens {
  /**
   * The connection's token, asked for at most once at a time however many callers wait. A failure
   * is shared too, and kept for a while: platforms ban whoever asks for tokens too often.
   */
  get(connection: LiveConnection): Promise<string>;
  /** The platform did not accept `token`: the next `get` asks anew, unless somebody has already. */
  refuse(connection: LiveConnection, token: string): void;
}

export interface AccessTokensOptions {
  readonly clock: Clock;
  readonly fetchToken: (connection: LiveConnection) => Promise<FreshToken>;
}

interface Entry {
  /** Other credentials or settings make another token. */
  readonly madeFrom: string;
  readonly token: Promise<string>;
  value: string | undefined;
  /** Monotonic; endless while the answer is awaited. */
  goodUntilMs: number;
}

/** Taken off a token's life, so that it does not expire on its way: a tenth of it, a minute at most. */
const longestMarginMs = 60_000;
const holdFailureMs = 10_000;

export function createAccessTokens({ clock, fetchToken }: AccessTokensOptions): AccessTokens {
  const entries = new Map<string, Entry>();

  const ask = (connection: LiveConnection, madeFrom: string): Entry => {
    const entry: Entry = {
      madeFrom,
      value: undefined,
      goodUntilMs: Number.POSITIVE_INFINITY,
      token: fetchToken(connection).then(
        ({ accessToken, expiresInMs }) => {
          const marginMs = Math.min(longestMarginMs, expiresInMs / 10);
          entry.goodUntilMs = clock.monotonicMs() + expiresInMs - marginMs;
          entry.value = accessToken;
          return accessToken;
        },
        (error: unknown) => {
          const wishMs = error instanceof TokenRefused ? (error.afterMs ?? 0) : 0;
          entry.goodUntilMs = clock.monotonicMs() + Math.max(holdFailureMs, wishMs);
          throw error;
        },
      ),
    };
    entries.set(connection.view.id, entry);
    return entry;
  };

  return {
    get(connection) {
      const { id, credentials, settings } = connection.view;
      const madeFrom = JSON.stringify([credentials, settings]);
      const known = entries.get(id);
      const isGood = known?.madeFrom === madeFrom && clock.monotonicMs() < known.goodUntilMs;
      return (isGood ? known : ask(connection, madeFrom)).token;
    },
    refuse(connection, token) {
      if (entries.get(connection.view.id)?.value === token) entries.delete(connection.view.id);
    },
  };
}
