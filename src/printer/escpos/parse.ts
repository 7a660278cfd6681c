import { commandLeads, commandLength } from './command-lengths.ts';

/** One step of a stream: printable bytes, a control byte, or a whole command. */
export interface Token {
  /** `text`, or the command's readable start: `LF`, `ESC @`, `GS v`. */
  readonly name: string;
  /** All of its bytes, lead included. */
  readonly bytes: Uint8Array;
}

export interface StreamParser {
  /** What the bytes so far complete; the rest waits for more. */
  push(bytes: Uint8Array): Token[];
  /** Bytes of a command that is not complete. */
  pending(): Uint8Array;
}

const leadNames: Readonly<Record<number, string>> = {
  0x1b: 'ESC',
  0x1d: 'GS',
  0x1c: 'FS',
  0x10: 'DLE',
};
const controlNames: Readonly<Record<number, string>> = {
  0x0a: 'LF',
  0x0d: 'CR',
  0x09: 'HT',
  0x0c: 'FF',
  0x18: 'CAN',
};

/** Cuts a byte stream, arriving in any pieces, into commands. */
export function createStreamParser(): StreamParser {
  let waiting: Uint8Array = new Uint8Array(0);
  return {
    push(bytes) {
      const stream = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
      const tokens: Token[] = [];
      let at = 0;
      while (at < stream.length) {
        const length = tokenLength(stream, at);
        if (length === undefined || at + length > stream.length) break;
        tokens.push(toToken(stream.subarray(at, at + length)));
        at += length;
      }
      waiting = stream.slice(at);
      return tokens;
    },
    pending: () => waiting,
  };
}

function tokenLength(stream: Uint8Array, at: number): number | undefined {
  const first = stream[at] ?? 0;
  if (commandLeads.has(first)) return commandLength(stream.subarray(at));
  if (first < 0x20) return 1;
  let end = at + 1;
  while (end < stream.length && (stream[end] ?? 0) >= 0x20) end += 1;
  return end - at;
}

function toToken(bytes: Uint8Array): Token {
  const [first = 0, second = 0] = bytes;
  const lead = leadNames[first];
  if (lead !== undefined && bytes.length > 1) {
    return { name: `${lead} ${String.fromCharCode(second)}`, bytes };
  }
  if (first < 0x20) return { name: controlNames[first] ?? 'control', bytes };
  return { name: 'text', bytes };
}
