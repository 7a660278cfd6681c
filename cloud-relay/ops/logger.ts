import pino from 'pino';
import type { Logger } from '../../src/shared/kit/logger.ts';

/** Names whose values never reach the log: what proves an identity, and what describes a person. */
const hidden = [
  'accessToken',
  'address',
  'authorization',
  'body',
  'clientSecret',
  'cookie',
  'credentials',
  'customer',
  'email',
  'password',
  'phone',
  'secret',
  'secretKey',
  'token',
];

/**
 * JSON lines on stderr; stdout is for the one line `ready`. Writing waits for the pipe, so that the last
 * words of a process that dies are there.
 */
export function createLogger(
  level: string,
  destination: pino.DestinationStream = pino.destination({ dest: 2, sync: true }),
): Logger {
  return pino(
    {
      level,
      base: { service: 'wasla-relay' },
      messageKey: 'message',
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: hidden.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]) },
    },
    destination,
  );
}
