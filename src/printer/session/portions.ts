import { createStreamParser } from '../escpos/parse.ts';

/** Commands after which nothing waits on an unfinished line: a question may stand there. */
const lineEnds: ReadonlySet<string> = new Set(['LF', 'GS v', 'GS V', 'ESC d', 'ESC J']);

/** What a question between two portions needs of the buffer. */
const questionBytes = 32;

/**
 * A job in portions that fit into a buffer of that size, cut only between lines and pictures; a picture larger than the buffer
 * is one portion. In one piece when there is no such buffer.
 */
export function portions(job: Uint8Array, bufferBytes?: number): Uint8Array[] {
  if (bufferBytes === undefined) return [job];
  const out: Uint8Array[] = [];
  let from = 0;
  let lineEnd = 0;
  let at = 0;
  const cutAt = (to: number) => {
    if (to > from) out.push(job.subarray(from, to));
    from = Math.max(from, to);
  };
  for (const { name, bytes } of createStreamParser().push(job)) {
    at += bytes.length;
    if (!lineEnds.has(name)) continue;
    if (at - from > bufferBytes - questionBytes) cutAt(lineEnd);
    lineEnd = at;
  }
  if (job.length - from > bufferBytes - questionBytes) cutAt(lineEnd);
  cutAt(job.length);
  return out;
}
