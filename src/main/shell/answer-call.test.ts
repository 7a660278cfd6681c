import { beforeEach, describe, expect, test } from 'vitest';
import type { ShellApi, ShellState } from '../../shared/contract/shell.ts';
import { answerCall } from './answer-call.ts';

const home = 'http://127.0.0.1:4100/login?token=abc';
const till = { url: 'http://127.0.0.1:4100/#/settings', isTopFrame: true };

const state: ShellState = {
  version: '1.0.0',
  startAtLogin: true,
  kiosk: false,
  update: { kind: 'none' },
  secrets: 'key_store',
};
let asked: unknown[];
const answer = (name: string) => async (input: unknown) => {
  asked.push([name, input]);
  return state;
};
const api: ShellApi = {
  readShell: answer('readShell'),
  setStartAtLogin: answer('setStartAtLogin'),
  setKiosk: answer('setKiosk'),
  checkForUpdate: answer('checkForUpdate'),
  installUpdate: answer('installUpdate'),
  showLogs: async () => ({}),
  tellWaiting: async () => ({}),
};
beforeEach(() => {
  asked = [];
});

describe('what the page may ask of the desktop program', () => {
  test('the till changes whether it starts at login', async () => {
    const reply = answerCall(api, home, till, { name: 'setStartAtLogin', input: { on: true } });
    expect(await reply).toEqual(state);
    expect(asked).toEqual([['setStartAtLogin', { on: true }]]);
  });

  test.each([
    ['another site', { ...till, url: 'https://evil.example/' }],
    ['another port of this computer', { ...till, url: 'http://127.0.0.1:9999/' }],
    ['a frame inside the till', { ...till, isTopFrame: false }],
  ])('%s is refused', async (_who, sender) => {
    const call = answerCall(api, home, sender, { name: 'setKiosk', input: { on: true } });
    await expect(call).rejects.toThrow('refused');
    expect(asked).toEqual([]);
  });

  test.each([
    ['a call that does not exist', { name: 'runProgram', input: {} }],
    ['a name that every object has', { name: 'constructor', input: {} }],
    ['an argument that does not fit', { name: 'setKiosk', input: { on: 'yes' } }],
    ['no argument', { name: 'setKiosk', input: undefined }],
    ['more orders than there can be', { name: 'tellWaiting', input: { orders: 1e9 } }],
    ['nothing at all', undefined],
  ])('%s is refused', async (_what, request) => {
    await expect(answerCall(api, home, till, request)).rejects.toThrow('refused');
    expect(asked).toEqual([]);
  });

  test('nobody is heard while no branch server serves', async () => {
    const call = answerCall(api, undefined, till, { name: 'readShell', input: {} });
    await expect(call).rejects.toThrow('refused');
  });
});
