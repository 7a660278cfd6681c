import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { BranchProcessState } from './branch-supervisor.ts';
import { trayMenu } from './tray-menu.ts';

const serving = { kind: 'serving', url: 'http://127.0.0.1:4100', tokenFile: 't' } as const;
const restarting = (failures: number): BranchProcessState => ({
  kind: 'restarting',
  failures,
  reason: 'unknown',
  detail: '',
});
const labels = (state: BranchProcessState, orders = 0) =>
  trayMenu(state, orders).items.map(({ label }) => label);

test.each(['electron-builder.yml', 'build/license_ar.txt', 'src/main/shell/tray-menu.ts'])(
  '%s writes the name of the product as the till does',
  (file) => {
    const root = new URL('../../../', import.meta.url);
    const { app } = JSON.parse(
      readFileSync(new URL('src/renderer/i18n/ar.json', root), 'utf8'),
    ) as { app: { name: string } };
    expect(readFileSync(new URL(file, root), 'utf8')).toContain(app.name);
  },
);

describe('the sign beside the clock', () => {
  test.each<[BranchProcessState, string]>([
    [{ kind: 'starting' }, 'Starting'],
    [serving, 'Running'],
    [restarting(1), 'Restarting'],
    [restarting(5), 'Not running'],
    [{ kind: 'stopped' }, 'Closing'],
  ])('%o says %s', (state, says) => {
    expect(trayMenu(state, 0).tip).toContain(says);
    expect(labels(state)[0]).toContain(says);
  });

  test('counts new orders while there are some', () => {
    expect(labels(serving, 3)[1]).toContain('3');
    expect(labels(serving)).toHaveLength(3);
  });

  test('offers the till and the end, in both languages', () => {
    const offers = trayMenu(serving, 0).items.filter(({ does }) => does !== undefined);
    expect(offers.map(({ does }) => does)).toEqual(['show', 'quit']);
    for (const { label } of offers) expect(label).toMatch(/\p{Script=Arabic}.* · [A-Z]/u);
  });
});
