import type { IoResult, OverlappedFile, PendingIo } from '../overlapped-file.ts';

class FakeIo implements PendingIo {
  result: IoResult | undefined;
  wasCancelled = false;

  poll(): IoResult | undefined {
    return this.result;
  }

  cancel(): void {
    this.wasCancelled = true;
    this.result ??= { ok: false, bytes: new Uint8Array() };
  }

  end(ok: boolean, bytes: Uint8Array = new Uint8Array()): void {
    this.result ??= { ok, bytes };
  }
}

/** A device of Windows in memory; it takes everything unless it stalls. */
export class FakeFile implements OverlappedFile {
  readonly written: Uint8Array[] = [];
  readonly reads: FakeIo[] = [];
  readonly answers = new Map<number, Uint8Array>();
  isStalled = false;
  isClosed = false;
  #isGone = false;

  write(bytes: Uint8Array): PendingIo {
    const io = new FakeIo();
    if (this.#isGone) io.end(false);
    else if (!this.isStalled) {
      this.written.push(bytes.slice());
      io.end(true, bytes);
    }
    return io;
  }

  read(): PendingIo {
    const io = new FakeIo();
    if (this.#isGone) io.end(false);
    this.reads.push(io);
    return io;
  }

  control(code: number): PendingIo {
    const io = new FakeIo();
    const answer = this.answers.get(code);
    io.end(answer !== undefined, answer);
    return io;
  }

  answer(...bytes: number[]): void {
    this.reads.at(-1)?.end(true, Uint8Array.from(bytes));
  }

  unplug(): void {
    this.#isGone = true;
    this.reads.at(-1)?.end(false);
  }

  close(): void {
    this.isClosed = true;
  }
}
