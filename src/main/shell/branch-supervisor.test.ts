import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { secondMs } from '../../shared/kit/clock.ts';
import { createFakeClock, type FakeClock } from '../../shared/kit/testing/fake-clock.ts';
import {
  BranchSupervisor,
  type BranchChild,
  type BranchProcessState,
} from './branch-supervisor.ts';

class FakeChild implements BranchChild {
  isStopped = false;
  isKilled = false;
  /** One that hangs does not end when it is asked to. */
  hangs = false;
  #line: (line: string) => void = () => undefined;
  #exit: (code: number) => void = () => undefined;
  onLine(listener: (line: string) => void) {
    this.#line = listener;
  }
  onExit(listener: (code: number) => void) {
    this.#exit = listener;
  }
  stop() {
    this.isStopped = true;
    if (!this.hangs) this.end(0);
  }
  kill() {
    this.isKilled = true;
    this.end(143);
  }
  says(line: string) {
    this.#line(line);
  }
  end(code: number) {
    this.#exit(code);
  }
}

let clock: FakeClock;
let children: FakeChild[];
let states: BranchProcessState[];
let supervisor: BranchSupervisor;

beforeEach(async () => {
  clock = createFakeClock();
  children = [];
  states = [];
  supervisor = new BranchSupervisor({
    clock,
    random: () => 1,
    onState: (state) => states.push(state),
    fork() {
      const child = new FakeChild();
      children.push(child);
      return child;
    },
  });
  await supervisor.start();
});
afterEach(() => supervisor.stop());

const settled = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};
const ready = 'ready {"url":"http://127.0.0.1:4100","tokenFile":"token"}';

describe('the branch server under the desktop program', () => {
  test('is told to be serving with its address once it says so', async () => {
    children[0]?.says(ready);
    expect(states.at(-1)).toEqual({
      kind: 'serving',
      url: 'http://127.0.0.1:4100',
      tokenFile: 'token',
    });
  });

  test('that dies is started again, each time after a longer wait, and says why', async () => {
    const failed = { reason: 'port_taken', detail: 'listen EADDRINUSE 127.0.0.1:4100' };
    children[0]?.says(`failed ${JSON.stringify(failed)}`);
    children[0]?.end(1);
    await settled();
    expect(states.at(-1)).toEqual({ kind: 'restarting', failures: 1, ...failed });
    clock.advance(secondMs);
    await settled();
    children[1]?.end(1);
    await settled();
    clock.advance(secondMs);
    await settled();
    expect(children).toHaveLength(2);
    clock.advance(secondMs);
    await settled();
    expect(children).toHaveLength(3);
  });

  test('that dies again and again is never tried more often than twice a minute in the end', async () => {
    for (let died = 0; died < 8; died += 1) {
      children.at(-1)?.end(1);
      await settled();
      clock.advance(30 * secondMs);
      await settled();
    }
    expect(children).toHaveLength(9);
    children.at(-1)?.end(1);
    await settled();
    clock.advance(29 * secondMs);
    await settled();
    expect(children).toHaveLength(9);
    expect(states.at(-1)).toMatchObject({ kind: 'restarting', failures: 9 });
  });

  test('is not believed to serve because of what it logs', () => {
    children[0]?.says('ready or not');
    children[0]?.says('ready {"url":"http://127.0.0.1:41');
    children[0]?.says('{"level":30,"msg":"ready {}"}');
    expect(states).toEqual([{ kind: 'starting' }]);
  });

  test('that served for a minute before it died is started again after the first wait', async () => {
    for (const died of [0, 1]) {
      children[died]?.end(1);
      await settled();
      clock.advance(30 * secondMs);
      await settled();
    }
    children[2]?.says(ready);
    clock.advance(60 * secondMs);
    children[2]?.end(1);
    await settled();
    expect(states.at(-1)).toMatchObject({ kind: 'restarting', failures: 1 });
  });

  test('that never becomes ready is ended and tried anew', async () => {
    clock.advance(60 * secondMs);
    await settled();
    expect(children[0]?.isKilled).toBe(true);
    expect(states.at(-1)).toMatchObject({ kind: 'restarting', detail: 'it did not serve in time' });
  });

  test('ends with the program and is not started again', async () => {
    children[0]?.says(ready);
    await supervisor.stop();
    clock.advance(120 * secondMs);
    await settled();
    expect(children).toHaveLength(1);
    expect(states.at(-1)).toEqual({ kind: 'stopped' });
  });

  test('that hangs at the end is killed after a while', async () => {
    const [child] = children;
    if (!child) throw new Error('nothing was started');
    child.hangs = true;
    const stopped = supervisor.stop();
    expect(child.isStopped).toBe(true);
    await settled();
    clock.advance(12 * secondMs);
    await stopped;
    expect(child.isKilled).toBe(true);
  });

  test('that dies while the program waits to start it again does not hold up the end', async () => {
    children[0]?.end(1);
    await settled();
    await supervisor.stop();
    expect(children).toHaveLength(1);
  });
});
