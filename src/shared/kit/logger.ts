/** The part of a structured logger that the product uses; pino fits. Fields first, then one sentence. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Anything thrown, as fields for the log. */
export function errorFields(thrown: unknown): { error: string; stack?: string } {
  if (!(thrown instanceof Error)) return { error: String(thrown) };
  return { error: thrown.message, ...(thrown.stack !== undefined && { stack: thrown.stack }) };
}
