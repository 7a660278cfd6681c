import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { emptyJournal } from './trial.ts';
import { openUpdateFiles } from './update-files.ts';

const installer = Buffer.alloc(3_000_000, 'an installer ');
const hash = (content: Buffer) => createHash('sha512').update(content).digest('base64');
const promised = { file: 'Wasla-1.0.0-x64.exe', sha512: hash(installer) };

let folder: string;
let relay: Server;
let served: Map<string, Buffer>;
let asked: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wasla-update-files-'));
  served = new Map([[`/updates/${promised.file}`, installer]]);
  asked = [];
  relay = createServer((request, response) => {
    asked.push(request.url ?? '');
    const content = served.get(request.url ?? '');
    response.statusCode = content ? 200 : 404;
    response.end(content);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  await new Promise((resolve) => relay.close(resolve));
  rmSync(folder, { recursive: true });
});

const feedUrl = async () =>
  `http://127.0.0.1:${(relay.address() as AddressInfo).port}/updates/` as string | undefined;
const files = (changes: Partial<Parameters<typeof openUpdateFiles>[0]> = {}) =>
  openUpdateFiles({ folder, appImage: '', running: '1.0.0', feedUrl, ...changes });

describe('the list of versions', () => {
  test('comes from the relay with its signature', async () => {
    served.set('/updates/wasla-updates.json', Buffer.from('{}'));
    served.set('/updates/wasla-updates.json.sig', Buffer.from('signed'));
    const list = await files().readList();
    expect(
      [list?.content, list?.signature].map((part) => Buffer.from(part ?? []).toString()),
    ).toEqual(['{}', 'signed']);
  });

  test('is none at a relay without updates, and for a branch without a relay', async () => {
    expect(await files().readList()).toBeUndefined();
    expect(await files({ feedUrl: async () => undefined }).readList()).toBeUndefined();
  });

  test('is not there while the relay is away', async () => {
    const gone = async () => 'http://127.0.0.1:9/updates/';
    await expect(files({ feedUrl: gone }).readList()).rejects.toThrow();
  });
});

describe('the installer of the running version', () => {
  test('is brought once, kept under its name, and replaces older ones', async () => {
    writeFileSync(join(folder, 'stray'), '');
    const { keepWayBack } = files();
    writeFileSync(join(folder, 'kept', 'Wasla-0.9.0-x64.exe'), 'old');
    const path = await keepWayBack(promised);
    expect(readFileSync(path).equals(installer)).toBe(true);
    expect(readdirSync(join(folder, 'kept'))).toEqual([promised.file]);
    await keepWayBack(promised);
    expect(asked).toEqual([`/updates/${promised.file}`]);
  });

  test('that is not the signed one is not kept', async () => {
    served.set(`/updates/${promised.file}`, Buffer.from('something else'));
    await expect(files().keepWayBack(promised)).rejects.toThrow('not the one the makers signed');
    expect(readdirSync(join(folder, 'kept'))).toEqual([]);
  });

  test('that the makers do not list stands in the way of the update', async () => {
    await expect(files().keepWayBack(undefined)).rejects.toThrow('no installer');
  });

  test('is a copy of the running AppImage where there is one', async () => {
    const appImage = join(folder, 'my till.AppImage');
    writeFileSync(appImage, 'this program');
    const path = await files({ appImage }).keepWayBack(undefined);
    expect(path).toMatch(/kept\/Wasla-1\.0\.0\.AppImage$/);
    expect(readFileSync(path, 'utf8')).toBe('this program');
    expect(asked).toEqual([]);
  });
});

describe('what is remembered across restarts', () => {
  test('is there after a restart, and a torn file counts as nothing', () => {
    const journal = { trial: null, bad: ['1.1.0'] };
    files().writeJournal(journal);
    expect(files().readJournal()).toEqual(journal);
    writeFileSync(join(folder, 'journal.json'), '{"trial":');
    expect(files().readJournal()).toEqual(emptyJournal);
  });

  test('an update that ended one way or the other leaves a sign, until the next one', () => {
    const { settle, unsettle, settledFile } = files();
    settle();
    expect(existsSync(settledFile)).toBe(true);
    unsettle();
    expect(existsSync(settledFile)).toBe(false);
  });
});
