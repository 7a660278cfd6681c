import { UnreadableWebhook } from './adapter.ts';

/** JSON whose numbers are still the digits the sender wrote: `1.250` stays `"1.250"`. */
export type ExactJson = null | boolean | string | ExactJson[] | { [key: string]: ExactJson };

/** No platform nests deeper than a dozen levels; without a limit a hostile body exhausts the stack. */
const deepest = 64;

/**
 * Reads a body as strict UTF-8 and JSON with every number kept as text, so that no amount ever passes
 * through floating point. A number with an exponent is written out (`1.5e1` gives `"15"`).
 * Half surrogates, which no UTF-8 store can hold, become U+FFFD; all other text is verbatim.
 *
 * @throws UnreadableWebhook
 */
export function readJson(body: Uint8Array): ExactJson {
  const text = decodeUtf8(body);
  const quoted = quoteNumbers(text);
  // Only an escape can bring half a surrogate: UTF-8 has none.
  const mayBeIllFormed = /\\ud[89a-f]/i.test(text);
  try {
    return JSON.parse(quoted, mayBeIllFormed ? wellFormed : undefined) as ExactJson;
  } catch (cause) {
    throw new UnreadableWebhook('the body is not JSON', { cause });
  }
}

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}

function decodeUtf8(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch (cause) {
    throw new UnreadableWebhook('the body is not UTF-8', { cause });
  }
}

/** A number as RFC 8259 has it; one in the place of a key is none and stays the error it is. */
const jsonNumber = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?!\s*:)/y;

/**
 * Puts each number into quotes and leaves the rest, right or wrong, to `JSON.parse`. A reviver that asks
 * for each number's source does the same in six times the time, and orders come by the thousand.
 */
function quoteNumbers(text: string): string {
  let quoted = '';
  let copiedTo = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === code.quote) at = endOfString(text, at);
    else if (char === code.minus || (char >= code.zero && char <= code.nine)) {
      const number = numberAt(text, at);
      quoted += text.slice(copiedTo, at) + (number === '' ? '' : `"${plainDigits(number)}"`);
      copiedTo = at + number.length;
      at = Math.max(at, copiedTo - 1);
    } else if ((char | code.caseBit) === code.opening) depth++;
    else if ((char | code.caseBit) === code.closing) depth--;
    if (depth > deepest) throw new UnreadableWebhook(`the body nests deeper than ${deepest}`);
  }
  return quoted + text.slice(copiedTo);
}

/** Brackets differ from braces in one bit: `[` and `{` both open, `]` and `}` both close. */
const code = {
  quote: 0x22,
  minus: 0x2d,
  zero: 0x30,
  nine: 0x39,
  caseBit: 0x20,
  opening: 0x7b,
  closing: 0x7d,
} as const;

/** The number that begins here; empty when none does. */
function numberAt(text: string, at: number): string {
  jsonNumber.lastIndex = at;
  return jsonNumber.exec(text)?.[0] ?? '';
}

/** Where the string that opens at `start` closes; the end of the text when it never does. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
}

/** Java writes ten million as `1.0E7`. Exponents no amount can have are left as they are. */
function plainDigits(source: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,2})$/.exec(source);
  if (!match) return source;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point >= digits.length) return sign + digits.padEnd(point, '0');
  if (point > 0) return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
  return `${sign}0.${'0'.repeat(-point)}${digits}`;
}
