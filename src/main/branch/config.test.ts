import { expect, test } from 'vitest';
import { readEnv } from './config.ts';

test('a branch starts without any configuration', () => {
  expect(readEnv({})).toEqual({
    host: '127.0.0.1',
    port: 4100,
    dataDir: './data/branch',
    secretKey: '',
    relayUrl: '',
    pairingCode: '',
    lan: false,
    logLevel: 'info',
  });
});

test('all mistakes are named at once, and no value is repeated', () => {
  const wrong = () =>
    readEnv({ BRANCH_PORT: 'front door', RELAY_URL: 'ftp://secret', BRANCH_LAN: 'maybe' });
  expect(wrong).toThrow(/BRANCH_PORT[^]*RELAY_URL[^]*BRANCH_LAN/);
  expect(wrong).not.toThrow(/front door|secret|maybe/);
});
