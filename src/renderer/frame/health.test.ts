import { describe, expect, test } from 'vitest';
import type { BranchState } from '../../shared/contract/branch-api.ts';
import type { PrinterView } from '../../shared/contract/printing.ts';
import { minuteMs, secondMs } from '../../shared/kit/clock.ts';
import { healthOf, noticesOf } from './health.ts';

const now = Date.UTC(2026, 0, 15, 12);

function printer(state: PrinterView['state'], id = state): PrinterView {
  return {
    id,
    name: id,
    connection: { kind: 'tcp', host: 'printer', port: 9100 },
    widthDots: null,
    text: 'own',
    drawer: 'none',
    drawerId: 'main',
    buzzer: false,
    backups: [],
    profile: 'generic-80',
    state,
    stateSinceMs: 0,
    waitingJobs: 0,
  };
}

function branch(
  relay: Partial<BranchState['relay']> = {},
  printers: PrinterView[] = [printer('ready')],
): BranchState {
  return {
    branchName: 'Abdoun',
    companyName: 'Bayt',
    currency: 'JOD',
    timeZone: 'Asia/Amman',
    relay: {
      state: 'connected',
      sinceMs: now,
      waiting: 0,
      url: 'https://relay.example',
      oldestWaitingAtMs: null,
      clockOffsetMs: 0,
      ...relay,
    },
    printers,
    printTrouble: { unknown: 0, failed: 0, expired: 0 },
    openOrders: 0,
    serverTimeMs: now,
    appVersion: '1',
  };
}

const kinds = (state: BranchState | undefined, lost = false) =>
  noticesOf(state, lost, now).map((notice) => notice.kind);

describe('the chips', () => {
  test('count the printers that can print, or those that need help', () => {
    const mixed = branch({}, [printer('ready'), printer('paper_low'), printer('unknown')]);
    expect(healthOf(mixed).printers).toEqual({ say: 'ready', count: 3, waiting: 0 });
    const empty = { ...printer('paper_out'), waitingJobs: 3 };
    const bad = branch({}, [printer('ready'), empty, printer('unreachable')]);
    expect(healthOf(bad).printers).toEqual({ say: 'trouble', count: 2, waiting: 3 });
    expect(healthOf(branch({}, [])).printers).toEqual({ say: 'none', count: 0, waiting: 0 });
  });

  test('never claim an internet that was not looked at', () => {
    expect(healthOf(branch({ state: 'unpaired' })).internet).toBe('unchecked');
    expect(healthOf(branch({ state: 'offline' })).internet).toBe('offline');
    expect(healthOf(branch({ state: 'revoked' })).internet).toBe('connected');
  });

  test('say how many answers wait for the relay', () => {
    expect(healthOf(branch({ waiting: 4 })).relay).toEqual({ say: 'waiting', count: 4 });
  });
});

describe('the notices', () => {
  test('all well needs none', () => expect(kinds(branch())).toEqual([]));

  test('while the branch is lost nothing else is claimed', () => {
    expect(kinds(branch({}, [printer('paper_out')]), true)).toEqual(['branchLost']);
  });

  test('a short break of the line is not worth a notice', () => {
    const away = (ms: number) => kinds(branch({ state: 'offline', sinceMs: now - ms }));
    expect(away(9 * secondMs)).toEqual([]);
    expect(away(11 * secondMs)).toEqual(['offline']);
  });

  test('each printer in trouble has its own, after the relay', () => {
    const state = branch({ state: 'offline', sinceMs: now - 5 * minuteMs }, [
      printer('paper_out'),
      printer('ready'),
      printer('error'),
    ]);
    expect(kinds(state)).toEqual(['offline', 'printer', 'printer']);
  });

  test('tickets that nobody cooks come before papers in doubt, and those before what failed', () => {
    const state = {
      ...branch({}, [printer('paper_out')]),
      printTrouble: { unknown: 1, failed: 2, expired: 3 },
    };
    expect(noticesOf(state, false, now).slice(0, 3)).toEqual([
      { kind: 'expired', count: 3 },
      { kind: 'doubt', count: 1 },
      { kind: 'failedJobs', count: 2 },
    ]);
    expect(kinds(state).at(-1)).toBe('printer');
  });

  test('an unpaired PC without a printer hears first about the printer', () => {
    expect(kinds(branch({ state: 'unpaired' }, []))).toEqual(['noPrinter', 'unpaired']);
  });

  test('a clock that is a minute wrong is told, half a minute is not', () => {
    expect(kinds(branch({ clockOffsetMs: -minuteMs }))).toEqual(['clock']);
    expect(kinds(branch({ clockOffsetMs: 20 * secondMs }))).toEqual([]);
  });
});

test('a disk that takes nothing comes before everything that the relay or a printer may need', () => {
  const full = { ...branch({ state: 'revoked' }, []), cannotStore: true as const };
  expect(kinds(full)[0]).toBe('cannotStore');
});
