import { signMessage } from '../../cloud-relay/simulators/generic/standard-webhooks.ts';
import type { SampleConnection } from '../../tools/rig/sample-site.ts';
import { deliverCall } from './captured-call.ts';

/** Sends `order.created` with any content, rightly signed, as a partner of one's own would. */
export function sendAsPartner(
  { url, credentials }: SampleConnection,
  data: { readonly [field: string]: unknown },
): Promise<{ status: number; body: string }> {
  const now = new Date();
  const body = JSON.stringify({ type: 'order.created', timestamp: now.toISOString(), data });
  const signed = signMessage(credentials['signingKeys'] as string[], {
    id: `msg_${now.getTime()}`,
    timestamp: Math.floor(now.getTime() / 1_000),
    body,
  });
  const headers = { 'content-type': 'application/json', ...signed };
  return deliverCall(url, { method: 'POST', path: '', headers, body });
}
