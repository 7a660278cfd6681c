import { createHmac } from 'node:crypto';

/** Order, rider and menu events are separated by a space, the older POS events by space, newline, space. */
export const separators = { events: ' ', legacy: ' \n ' } as const;

/**
 * `X-Deliveroo-Hmac-Sha256`: lower-case hex HMAC-SHA256 of sequence GUID, separator and raw body.
 *
 * @source api-docs.deliveroo.com/docs/securing-webhooks
 */
export function signDelivery(
  secret: string,
  guid: string,
  body: string,
  separator: keyof typeof separators = 'events',
): string {
  return createHmac('sha256', secret)
    .update(`${guid}${separators[separator]}${body}`, 'utf8')
    .digest('hex');
}
