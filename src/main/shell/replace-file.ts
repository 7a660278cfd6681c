import { renameSync, writeFileSync } from 'node:fs';

/** Writes beside and renames into place: a power cut leaves the old file or the new one, never half of it. */
export function replaceFile(file: string, content: string | Uint8Array): void {
  writeFileSync(`${file}.new`, content, { flush: true });
  renameSync(`${file}.new`, file);
}
