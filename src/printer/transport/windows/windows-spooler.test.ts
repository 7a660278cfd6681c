import { beforeEach, describe, expect, test } from 'vitest';
import { systemClock as clock } from '../../../shared/kit/clock.ts';
import { printerProfiles } from '../../profiles/index.ts';
import type { PrinterSession } from '../../session/session.ts';
import { openSpooledPrinter } from '../spooler/spooled-printer.ts';
import { createWindowsSpooler } from './windows-spooler.ts';
import type { Winspool } from './winspool.ts';

const profile = printerProfiles['generic-80mm'];
const never = new AbortController().signal;
const printing = 0x10;
const paused = 0x1;

/** Windows' spooler in memory: one queue, whose jobs stand as they are set. */
class FakeWinspool implements Winspool {
  status: number | undefined = 0;
  readonly queued = new Map<number, number>();
  readonly taken: Uint8Array[] = [];
  /** How a new job stands; undefined: it is through at once. */
  standing: number | undefined = undefined;
  /** Happens to a job when it is told to stand still. */
  onPause: (id: number) => void = () => undefined;

  queueStatus = async () => this.status;
  jobs = async () => Array.from(this.queued, ([id, status]) => ({ id, status }));

  async print(_queue: string, _title: string, bytes: Uint8Array): Promise<number> {
    this.taken.push(bytes);
    const id = this.taken.length;
    if (this.standing !== undefined) this.queued.set(id, this.standing);
    return id;
  }

  async control(_queue: string, id: number, command: number): Promise<boolean> {
    if (command === 1) this.onPause(id);
    if (!this.queued.has(id)) return false;
    if (command === 5) this.queued.delete(id);
    else this.queued.set(id, (this.queued.get(id) ?? 0) | paused);
    return true;
  }
}

describe('a queue of Windows', () => {
  let winspool: FakeWinspool;
  let session: PrinterSession;
  beforeEach(() => {
    winspool = new FakeWinspool();
    const spooler = createWindowsSpooler({ queue: 'Till', clock, open: async () => winspool });
    const limits = { startTimeoutMs: 20, sendTimeoutMs: 20 };
    session = openSpooledPrinter(spooler, { clock, profile, ...limits });
  });
  const print = () => session.print(Uint8Array.of(1, 2), { signal: never });

  test('a job that leaves the queue was passed on, which proves nothing', async () => {
    expect(await session.preflight(never)).toBe('unknown');
    expect(await print()).toEqual({ kind: 'printed', proof: 'none' });
    expect(winspool.taken).toEqual([Uint8Array.of(1, 2)]);
  });

  test('a job that does not begin is taken out and was not started', async () => {
    winspool.standing = 0;
    expect(await print()).toEqual({ kind: 'not_started', reason: 'timeout' });
    expect(winspool.queued.size).toBe(0);
  });

  test('a job on its way is taken out and stays in doubt', async () => {
    winspool.standing = printing;
    expect(await print()).toEqual({ kind: 'unknown', acceptedBytes: 0, reason: 'timeout' });
    expect(winspool.queued.size).toBe(0);
  });

  test('a job that begins in the very moment it is taken out is in doubt', async () => {
    winspool.standing = 0;
    winspool.onPause = (id) => winspool.queued.set(id, printing);
    expect(await print()).toEqual({ kind: 'unknown', acceptedBytes: 0, reason: 'timeout' });
  });

  test('a job that is through in the very moment it is taken out was passed on', async () => {
    winspool.standing = 0;
    winspool.onPause = (id) => winspool.queued.delete(id);
    expect(await print()).toEqual({ kind: 'printed', proof: 'none' });
  });

  test('a job from before is told, one that Windows keeps after printing is not', async () => {
    winspool.queued.set(7, 0x80);
    expect(await session.preflight(never)).toBe('unknown');
    winspool.queued.set(8, 0);
    await expect(session.preflight(never)).rejects.toThrow('what it holds: 8');
  });

  test('a queue that is unknown or stands still says so in words', async () => {
    winspool.status = 0x81;
    await expect(session.preflight(never)).rejects.toThrow('Till is paused and offline');
    winspool.status = undefined;
    await expect(session.preflight(never)).rejects.toThrow('Windows has no queue Till');
    expect(await print()).toEqual({ kind: 'not_started', reason: 'unreachable' });
    expect(winspool.taken).toEqual([]);
  });
});
