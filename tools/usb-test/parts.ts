import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the machine is made of: paths on this computer. */
export interface Parts {
  readonly qemu: string;
  readonly kernel: string;
  /** Folder with the kernel's modules. */
  readonly modules: string;
  /** Static busybox, the guest's first program. */
  readonly busybox: string;
}

const qemu = 'qemu-system-x86_64';
const cache = join(tmpdir(), 'wasla-usb-test');

/** Fetches Debian's kernel and busybox once; says what is missing where that cannot be done. */
export async function findParts(): Promise<Parts | { readonly missing: string }> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { missing: 'needs Linux on x86-64' };
  }
  if (!(await runs(qemu, ['--version']))) return { missing: `${qemu} is not installed` };
  if (!existsSync(cache)) {
    try {
      await fetchParts();
    } catch (error) {
      return { missing: `Debian's kernel could not be fetched: ${messageOf(error)}` };
    }
  }
  const [release = ''] = await readdir(join(cache, 'lib/modules'));
  return {
    qemu,
    kernel: join(cache, 'boot', `vmlinuz-${release}`),
    modules: join(cache, 'lib/modules', release),
    busybox: join(cache, 'bin/busybox'),
  };
}

/** Complete or not at all. */
async function fetchParts(): Promise<void> {
  const folder = `${cache}.new`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const packages = [await newestKernel(), 'busybox-static'];
  await run('apt-get', ['download', ...packages], { cwd: folder });
  for (const file of await readdir(folder)) {
    await run('dpkg', ['-x', join(folder, file), folder]);
    await rm(join(folder, file));
  }
  await rename(folder, cache);
}

/** The kernel that Debian's meta package depends on: it has every driver, unlike the one for clouds. */
async function newestKernel(): Promise<string> {
  const { stdout } = await run('apt-cache', ['depends', 'linux-image-amd64']);
  const name = /Depends: (linux-image-\S+-amd64)/.exec(stdout)?.[1];
  if (name === undefined) throw new Error('no package linux-image-amd64 is known');
  return name;
}

async function runs(program: string, args: readonly string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
