import { vi } from 'vitest';

/** On a busy machine a test that waits for real sockets and disks must be patient. */
export const patienceMs = 20_000;

/** Waits until a check passes; its last complaint is the test's. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: patienceMs / 2, interval: 5 });
}
