/** What an asynchronous line carries: true while it rests, with the times at which it changes. */
interface Signal {
  levelAt(seconds: number): boolean;
  readonly endsAt: number;
}

const bitsPerByte = 10;

/** Start bit, eight data bits from the lowest, stop bit. */
function send(bytes: Uint8Array, baud: number): Signal {
  const bits = Array.from(bytes).flatMap((byte) => [
    false,
    ...Array.from({ length: 8 }, (_, bit) => ((byte >> bit) & 1) === 1),
    true,
  ]);
  return {
    levelAt: (seconds) => bits[Math.floor(seconds * baud)] ?? true,
    endsAt: bits.length / baud,
  };
}

/** Samples in the middle of each bit; a byte without a stop bit is a framing error and lost. */
function receive(signal: Signal, baud: number): Uint8Array {
  const bit = 1 / baud;
  const step = bit / 64;
  const bytes: number[] = [];
  for (let at = 0; at < signal.endsAt;) {
    if (signal.levelAt(at)) {
      at += step;
      continue;
    }
    const sample = (index: number) => signal.levelAt(at + (index + 0.5) * bit);
    const data = Array.from({ length: 8 }, (_, index) => sample(index + 1));
    if (sample(9))
      bytes.push(data.reduce((byte, on, index) => (on ? byte | (1 << index) : byte), 0));
    at += (bitsPerByte - 0.5) * bit;
    while (!signal.levelAt(at) && at < signal.endsAt) at += step;
  }
  return Uint8Array.from(bytes);
}

/** Bytes sent at one speed, as somebody reads them who listens at another. */
export function misread(bytes: Uint8Array, sentBaud: number, readBaud: number): Uint8Array {
  return sentBaud === readBaud ? bytes : receive(send(bytes, sentBaud), readBaud);
}
