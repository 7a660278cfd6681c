/** One answer of a printer, taken out of the stream it shares with others. */
export type Answer =
  /** To DLE EOT, at once. */
  | { readonly kind: 'status'; readonly byte: number }
  /** To GS r, when the printer got there in the data. */
  | { readonly kind: 'ordered'; readonly byte: number }
  /** To GS ( H function 48: the token of the fence that was passed. */
  | { readonly kind: 'fence'; readonly token: readonly number[] }
  /** Unasked, after GS a: four bytes. */
  | { readonly kind: 'change'; readonly bytes: readonly number[] };

const fenceHeader = [0x37, 0x22] as const;
const fenceLength = 7;
const changeLength = 4;
const textHeader = 0x5f;

/**
 * Sorts the bytes a printer sends by their fixed bits: real-time status 0xx1xx10, first byte of an unasked report
 * 0xx1xx00, its others and answers in order 0xx0xxxx; flow control and model names are passed over.
 *
 * @source Epson TM-T88III specification, appendix G; GS ( H function 48: header 37h 22h, token, NUL
 */
export function createAnswerReader(
  onAnswer: (answer: Answer) => void,
): (bytes: Uint8Array) => void {
  let open: number[] = [];
  const take = (length: number) => {
    if (open.length < length) return undefined;
    const bytes = open;
    open = [];
    return bytes;
  };
  const start = (byte: number) => {
    if ((byte & 0x93) === 0x12) onAnswer({ kind: 'status', byte });
    else if ((byte & 0x93) === 0x10 || byte === fenceHeader[0] || byte === textHeader)
      open = [byte];
    else if ((byte & 0x90) === 0) onAnswer({ kind: 'ordered', byte });
  };
  const resume = (byte: number) => {
    open.push(byte);
    if (open[0] === textHeader) {
      if (byte === 0) open = [];
    } else if (open[0] === fenceHeader[0]) {
      if (open.length === 2 && byte !== fenceHeader[1]) {
        open = [];
        start(byte);
        return;
      }
      const fence = take(fenceLength);
      if (fence) onAnswer({ kind: 'fence', token: fence.slice(2, 6) });
    } else {
      const change = take(changeLength);
      if (change) onAnswer({ kind: 'change', bytes: change });
    }
  };
  return (bytes) => {
    for (const byte of bytes) (open.length > 0 ? resume : start)(byte);
  };
}
