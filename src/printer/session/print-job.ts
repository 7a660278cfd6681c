import { PrinterError } from '../printer-error.ts';
import type { Conversation } from './conversation.ts';
import { portions } from './portions.ts';
import { waitForProof, waitForRoom } from './proof.ts';
import type { DoubtReason, PrintOutcome, PrintRequest } from './types.ts';

/** Bytes per write: small buffers keep up, and the count of accepted bytes means something. */
const chunkBytes = 4_096;

export async function printJob(
  talk: Conversation,
  bytes: Uint8Array,
  request: PrintRequest,
): Promise<PrintOutcome> {
  let acceptedBytes = 0;
  let hasStarted = false;
  const send = async (portion: Uint8Array) => {
    for (let from = 0; from < portion.length; from += chunkBytes) {
      const chunk = portion.subarray(from, from + chunkBytes);
      hasStarted = true;
      await talk.write(chunk, request.signal);
      if (acceptedBytes === 0) request.onFirstByte?.();
      acceptedBytes += chunk.length;
    }
  };
  const doubt = (reason: DoubtReason): PrintOutcome => {
    talk.doubt();
    return { kind: 'unknown', acceptedBytes, reason };
  };
  try {
    await talk.open(request.signal);
    for (const portion of portions(bytes, talk.options.unguardedBufferBytes)) {
      const held = acceptedBytes > 0 && (await waitForRoom(talk, acceptedBytes, request));
      if (held && 'missing' in held) return doubt(held.missing);
      await send(portion);
    }
    const result = await waitForProof(talk, bytes.length, request);
    return 'proof' in result ? { kind: 'printed', ...result } : doubt(result.missing);
  } catch (error) {
    if (!(error instanceof PrinterError)) throw error;
    await talk.close();
    return hasStarted ? doubt(error.kind) : { kind: 'not_started', reason: error.kind };
  }
}
