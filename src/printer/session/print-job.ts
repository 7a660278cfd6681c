import { PrinterError } from '../printer-error.ts';
import type { Conversation } from './conversation.ts';
import { waitForProof } from './proof.ts';
import type { PrintOutcome, PrintRequest } from './types.ts';

/** Bytes per write: small buffers keep up, and the count of accepted bytes means something. */
const chunkBytes = 4_096;

export async function printJob(
  talk: Conversation,
  bytes: Uint8Array,
  request: PrintRequest,
): Promise<PrintOutcome> {
  let acceptedBytes = 0;
  let hasStarted = false;
  try {
    await talk.open(request.signal);
    for (let from = 0; from < bytes.length; from += chunkBytes) {
      const chunk = bytes.subarray(from, from + chunkBytes);
      hasStarted = true;
      await talk.write(chunk, request.signal);
      if (acceptedBytes === 0) request.onFirstByte?.();
      acceptedBytes += chunk.length;
    }
    const result = await waitForProof(talk, bytes.length, request);
    if ('proof' in result) return { kind: 'printed', proof: result.proof };
    talk.doubt();
    return { kind: 'unknown', acceptedBytes, reason: result.missing };
  } catch (error) {
    if (!(error instanceof PrinterError)) throw error;
    await talk.close();
    if (!hasStarted) return { kind: 'not_started', reason: error.kind };
    talk.doubt();
    return { kind: 'unknown', acceptedBytes, reason: error.kind };
  }
}
