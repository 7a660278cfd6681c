/** What stands in the log instead of a secret and of a person's data. */
export const removed = '[removed]';
export const personal = '[personal]';

/** Shorter values would blot out half of every text; keys catch those. */
const shortestSecret = 4;

const secretKey =
  /token$|passw|secret|credential|authori[sz]ation|api[-_]?key|private[-_]?key|signature$|^sig$|^pin$|^otp$|^cvv|^pan$|card[-_]?(number|no)$|^iban$/i;
const personalKey =
  /^(customer|consumer|recipient|receiver|courier|driver|rider|.*address|contact)$|phone|mobile|msisdn|e-?mail|^(first|last|middle|full|family|given)[-_]?name$|^(customer|recipient|driver|courier|rider)[-_]?name$|^(lat|lng|lon|latitude|longitude|street|building|apartment|flat|floor|post(al)?_?code)$/i;
const secretHeader = /authori[sz]ation|cookie|key|token|secret|signature|password/i;

/** Takes known secrets out of any text, in every spelling they may have there. */
export type Redact = (text: string) => string;

export function redactorOf(secrets: Iterable<string>): Redact {
  const spellings = [...new Set([...secrets].filter(isLongEnough).flatMap(spellingsOf))]
    .filter(isLongEnough)
    .sort((a, b) => b.length - a.length);
  if (spellings.length === 0) return (text) => text;
  const anyOfThem = new RegExp(spellings.map(escaped).join('|'), 'gi');
  return (text) => text.replace(anyOfThem, removed);
}

/** Every text inside a connection's credentials, however deep. */
export function secretsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(secretsIn);
}

/** The secret headers' values, whole and without their scheme; of Basic also both decoded halves. */
export function secretsInHeaders(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers)
    .filter(([name]) => secretHeader.test(name))
    .flatMap(([, value]) => {
      const [, scheme = '', rest = ''] = /^(\S+)\s+(\S.*)$/.exec(value) ?? [];
      const pair = scheme.toLowerCase() === 'basic' ? fromBase64(rest).split(':') : [];
      return [value, rest, ...pair];
    });
}

/**
 * A body with secret and personal fields masked: JSON by key at any depth with its numbers as they
 * were written, forms by key, anything else unchanged. Known values are the redactor's business.
 */
export function maskBody(body: string): string {
  if (/^\s*[[{]/.test(body)) return maskJson(body) ?? body;
  return /^[^\s=&{}<>]+=[^\s{}<>]*$/.test(body) ? maskPairs(body) : body;
}

/** The JSON text masked, undefined when it is none. */
export function maskJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text, maskField));
  } catch {
    return undefined;
  }
}

export function maskUrl(address: string): string {
  const [path = '', query] = address.split('?', 2);
  return query === undefined ? path : `${path}?${maskPairs(query)}`;
}

/** At most `bytes` of UTF-8, whole characters only, saying how much there was. */
export function capped(text: string, bytes: number): string {
  const all = Buffer.from(text);
  if (all.length <= bytes) return text;
  const kept = new TextDecoder().decode(all.subarray(0, bytes), { stream: true });
  return `${kept}… [${all.length} bytes in all]`;
}

/** Keeps numbers as written: `12.500` is not `12.5` to whoever reads the log for a price. */
const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };

function maskField(key: string, value: unknown, context?: { source?: string }): unknown {
  if (value === null || value === '') return value;
  if (secretKey.test(key)) return removed;
  if (personalKey.test(key)) return personal;
  return typeof value === 'number' && context?.source ? rawJSON(context.source) : value;
}

function maskPairs(pairs: string): string {
  return pairs
    .split('&')
    .map((pair) => {
      const [key = ''] = pair.split('=', 1);
      const mask = secretKey.test(key) ? removed : personalKey.test(key) ? personal : undefined;
      return mask === undefined ? pair : `${key}=${mask}`;
    })
    .join('&');
}

function spellingsOf(secret: string): string[] {
  const percent = encodeURIComponent(secret);
  return [
    secret,
    percent,
    percent.replaceAll('%20', '+'),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('base64url'),
  ];
}

function isLongEnough(secret: string): boolean {
  return secret.length >= shortestSecret;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString();
}
