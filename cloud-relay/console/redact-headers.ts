const removed = '[removed]';

/** What a platform proves itself with, and what it could be impersonated with until it expires. */
const secretHeader = /auth|cookie|token|secret|key|signature|password|credential|jwt|hmac/i;
/** Standard Webhooks' id and time stamp belong to the evidence. */
const harmless = new Set(['webhook-id', 'webhook-timestamp', 'x-deliveroo-sequence-guid']);

/** Headers fit to be shown: names stay, values that prove who sent them go. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      secretHeader.test(name) && !harmless.has(name.toLowerCase()) ? removed : value,
    ]),
  );
}
