/** The installed program, as far as it can be had without Electron's runtime: packed around an empty one and unpacked again. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../tools/rig/program.ts';
import { readArchive, type Archive } from './testing/asar.ts';

const folder = mkdtempSync(join(tmpdir(), 'wasla-package-'));

/**
 * Where Electron's program keeps its fuses: after this mark a version, a count and one sign for each, as it comes from the
 * makers of Electron. @source @electron/fuses, `constants.ts` and `config.ts`
 */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const fuses = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeCliInspect',
  'asarIntegrity',
  'onlyLoadAppFromAsar',
  'browserV8Snapshot',
  'fileProtocolPrivileges',
] as const;
const fusesOfElectron = '10110001';

/** What electron-builder needs to find where Electron's own files would be. */
function emptyRuntime(): string {
  const runtime = join(folder, 'runtime');
  mkdirSync(join(runtime, 'resources'), { recursive: true });
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version']) {
    writeFileSync(join(runtime, name), '');
  }
  const wire = Buffer.concat([
    Buffer.from(`no program ${fuseMark}`),
    Buffer.of(1, fuses.length),
    Buffer.from(`${fusesOfElectron} at all`),
  ]);
  writeFileSync(join(runtime, 'electron'), wire, { mode: 0o755 });
  return runtime;
}

const unpacked = (...path: string[]) => join(folder, 'out/linux-unpacked', ...path);

/** Which fuses of the packed program are burnt. */
function burntFuses(): Record<string, boolean> {
  const program = readFileSync(unpacked('wasla'), 'latin1');
  const at = program.indexOf(fuseMark) + fuseMark.length + 2;
  return Object.fromEntries(fuses.map((name, index) => [name, program[at + index] === '1']));
}

function pack(): Archive {
  execFileSync(
    process.execPath,
    [
      join(projectRoot, 'node_modules/electron-builder/cli.js'),
      '--linux',
      '--dir',
      '--publish=never',
      `-c.directories.output=${join(folder, 'out')}`,
      `-c.electronDist=${emptyRuntime()}`,
    ],
    { cwd: projectRoot, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return readArchive(unpacked('resources/app.asar'));
}

let archive: Archive;
beforeAll(() => {
  archive = pack();
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const startingWith = (...names: string[]) =>
  archive.paths.filter((path) => names.some((name) => path.startsWith(name)));

describe('the installed program', () => {
  test('holds the window, the branch server and the till', () => {
    expect(archive.paths).toEqual(
      expect.arrayContaining([
        'dist/main/index.js',
        'dist/main/headless.js',
        'dist/preload/preload.cjs',
        'dist/till/index.html',
        'build/tray.png',
        'build/new-orders.png',
      ]),
    );
  });

  test('holds nothing of the relay, no sources, no tests, no maps', () => {
    expect(startingWith('cloud-relay', 'dist/relay', 'dist/console', 'dist/demo')).toEqual([]);
    expect(startingWith('src/', 'tests/', 'tools/', 'docs/')).toEqual([]);
    expect(archive.paths.filter((path) => path.endsWith('.map'))).toEqual([]);
    expect(startingWith('node_modules/kysely', 'node_modules/axios')).toEqual([]);
  });

  test('keeps its native parts outside the archive, where the system can load them', () => {
    const native = archive.paths.filter((path) => path.endsWith('.node'));
    expect(native.length).toBeGreaterThan(0);
    expect(native.filter((path) => !archive.isUnpacked(path))).toEqual([]);
  });

  test('has its fuses burnt, whatever Electron came with', () => {
    expect(burntFuses()).toEqual({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      nodeCliInspect: false,
      asarIntegrity: true,
      onlyLoadAppFromAsar: true,
      browserV8Snapshot: false,
      fileProtocolPrivileges: false,
    });
  });

  test('knows how it is updated, and brings the rule for USB printers along', () => {
    expect(readFileSync(unpacked('resources/app-update.yml'), 'utf8')).toContain(
      'provider: generic',
    );
    expect(readFileSync(unpacked('resources/70-wasla-printers.rules'), 'utf8')).toContain(
      'uaccess',
    );
  });
});

describe('the branch server inside it', () => {
  let server: ChildProcess;
  afterAll(async () => {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
  });

  test('serves the till and its own health from the unpacked archive', async () => {
    const program = join(folder, 'program');
    archive.extractTo(program);
    server = spawn(process.execPath, [join(program, 'dist/main/headless.js')], {
      env: {
        BRANCH_PORT: '0',
        BRANCH_DATA_DIR: join(folder, 'data'),
        BRANCH_LOG_LEVEL: 'error',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(
      createInterface({ input: server.stdout as NodeJS.ReadableStream }),
      'line',
    )) as [string];
    const { url } = JSON.parse(line.replace(/^ready /, '')) as { url: string };
    const health = (await (await fetch(`${url}/health`)).json()) as object;
    expect(health).toMatchObject({ status: 'ok', service: 'wasla-branch' });
    expect(await (await fetch(`${url}/`)).text()).toContain('<div id="till">');
  });
});
