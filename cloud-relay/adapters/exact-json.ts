import { UnreadableWebhook } from './adapter.ts';

/** JSON whose numbers are still the digits the sender wrote: `1.250` stays `"1.250"`. */
export type ExactJson = null | boolean | string | ExactJson[] | { [key: string]: ExactJson };

/** No platform nests deeper than a dozen levels; without a limit a hostile body exhausts the stack. */
const deepest = 64;

/** `context.source` is the number's own text; TypeScript's ES2024 library does not know it yet. */
type ReviverWithSource = (key: string, value: unknown, context: { source?: string }) => unknown;
const parseJson = JSON.parse as (text: string, reviver: ReviverWithSource) => ExactJson;

/**
 * Reads a body as strict UTF-8 and JSON with every number kept as text, so that no amount ever passes
 * through floating point. A number with an exponent is written out (`1.5e1` gives `"15"`).
 * Half surrogates, which no UTF-8 store can hold, become U+FFFD; all other text is verbatim.
 *
 * @throws UnreadableWebhook
 */
export function readJson(body: Uint8Array): ExactJson {
  const text = decodeUtf8(body);
  refuseDeepNesting(text);
  try {
    return parseJson(text, (_key, value, { source = '' }) => {
      if (typeof value === 'number') return plainDigits(source);
      return typeof value === 'string' ? value.toWellFormed() : value;
    });
  } catch (cause) {
    throw new UnreadableWebhook('the body is not JSON', { cause });
  }
}

function decodeUtf8(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new UnreadableWebhook('the body is not UTF-8', { cause });
  }
}

function refuseDeepNesting(text: string): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') depth--;
    if (depth > deepest) throw new UnreadableWebhook(`the body nests deeper than ${deepest}`);
  }
}

/** Java writes ten million as `1.0E7`. Exponents no amount can have are left as they are. */
function plainDigits(source: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,2})$/.exec(source);
  if (!match) return source;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const shift = Number(exponent);
  const digits = whole + fraction;
  const point = whole.length + shift;
  if (point >= digits.length) return sign + digits.padEnd(point, '0');
  if (point > 0) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  return `${sign}0.${'0'.repeat(-point)}${digits}`;
}
