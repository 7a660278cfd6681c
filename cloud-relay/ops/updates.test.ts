import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestRelay } from '../testing/test-relay.ts';

let folder: string;
let relay: Awaited<ReturnType<typeof startTestRelay>>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wasla-updates-'));
  writeFileSync(join(folder, 'wasla-updates.json'), '{"latest":"1.1.0"}');
  writeFileSync(join(folder, 'Wasla-1.1.0-x64.exe'), '0123456789');
  writeFileSync(join(folder, '.private'), 'not for anybody');
  relay = await startTestRelay({ config: { updatesDir: folder } });
});
afterEach(async () => {
  await relay.stop();
  rmSync(folder, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) =>
  relay.inject({ method: 'GET', url, headers });

describe('updates for the branches', () => {
  test('the list is read anew each time', async () => {
    const list = await get('/updates/wasla-updates.json');
    expect(list.body).toBe('{"latest":"1.1.0"}');
    expect(list.headers['cache-control']).toBe('no-cache');
  });

  test('an installer can be had in parts, so that a broken download goes on', async () => {
    const part = await get('/updates/Wasla-1.1.0-x64.exe', { range: 'bytes=4-7' });
    expect({ status: part.statusCode, body: part.body }).toEqual({ status: 206, body: '4567' });
    expect(part.headers['cache-control']).toContain('immutable');
  });

  test.each(['/updates/', '/updates/.private', '/updates/../relay.db', '/updates/%2e%2e/relay.db'])(
    '%s is not to be had',
    async (url) => {
      expect((await get(url)).statusCode).toBeGreaterThanOrEqual(400);
    },
  );
});

test('a relay without updates has none', async () => {
  const plain = await startTestRelay();
  const missing = await plain.inject({ method: 'GET', url: '/updates/wasla-updates.json' });
  expect(missing.statusCode).toBe(404);
  await plain.stop();
});
