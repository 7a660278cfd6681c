import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs';

/** Writes a file that only this user may read, on disk when this returns. */
export function writePrivateFile(file: string, content: string): void {
  const handle = openSync(file, 'w', 0o600);
  try {
    writeFileSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
