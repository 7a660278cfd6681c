import { hash } from 'node:crypto';

/** As `systemIds`: no i, l, o, u. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * Our id of a platform's order: a function of connection and platform key, so that a repeat gets the same
 * one without a look-up and the reply to the platform can hold it before the order is recorded.
 *
 * @returns `o_` and 26 characters: 130 bits of SHA-256 over connection, NUL, external id
 */
export function orderIdOf(connectionId: string, externalId: string): string {
  const digest = hash('sha256', `${connectionId}\0${externalId}`, 'buffer');
  let id = 'o_';
  for (let index = 0; index < 26; index++) id += alphabet.charAt((digest[index] ?? 0) & 31);
  return id;
}
