import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Parts } from './parts.ts';

/** Disk of the host for the guest, both ends of the USB cable, the printer function, custom functions, the kernel's own driver. */
const wantedModules = [
  'virtio_pci',
  '9pnet_virtio',
  '9p',
  'dummy_hcd',
  'usb_f_printer',
  'usb_f_fs',
  'usblp',
];

interface Entry {
  readonly name: string;
  readonly mode: number;
  readonly data: Uint8Array;
}

const folderMode = 0o040755;
const programMode = 0o100755;
const fileMode = 0o100644;

/** What the kernel starts with: busybox, `init` and the modules in the order they must be loaded. */
export async function buildInitramfs(parts: Parts, init: string): Promise<Uint8Array> {
  const modules = await loadModules(parts.modules);
  const folders = ['bin', 'dev', 'modules', 'disk', 'proc', 'sys'];
  return toCpio([
    ...folders.map((name) => ({ name, mode: folderMode, data: new Uint8Array() })),
    { name: 'init', mode: programMode, data: Buffer.from(init) },
    { name: 'bin/busybox', mode: programMode, data: await readFile(parts.busybox) },
    ...modules.map(({ name, data }, at) => ({
      name: `modules/${String(at).padStart(2, '0')}-${name}.ko`,
      mode: fileMode,
      data,
    })),
  ]);
}

/** Each module after those it depends on, as its `depends=` line says. */
async function loadModules(folder: string): Promise<{ name: string; data: Uint8Array }[]> {
  const files = await readdir(folder, { recursive: true });
  const paths = new Map(
    files
      .filter((file) => file.endsWith('.ko'))
      .map((file) => [moduleName(basename(file, '.ko')), join(folder, file)]),
  );
  const loaded = new Map<string, Uint8Array>();
  const load = async (name: string): Promise<void> => {
    if (loaded.has(name)) return;
    const path = paths.get(name);
    if (path === undefined) throw new Error(`the kernel has no module ${name}`);
    const data = await readFile(path);
    const depends = /\0depends=([^\0]*)\0/.exec(data.toString('latin1'))?.[1] ?? '';
    for (const other of depends.split(',').filter(Boolean)) await load(moduleName(other));
    loaded.set(name, data);
  };
  for (const name of wantedModules) await load(name);
  return Array.from(loaded, ([name, data]) => ({ name, data }));
}

const moduleName = (name: string) => name.replaceAll('-', '_');

/** @source Linux, Documentation/driver-api/early-userspace/buffer-format.rst: "newc" */
function toCpio(entries: readonly Entry[]): Uint8Array {
  const trailer = { name: 'TRAILER!!!', mode: 0, data: new Uint8Array() };
  return Buffer.concat(
    [...entries, trailer].flatMap(({ name, mode, data }, at) => {
      const fields = [at + 1, mode, 0, 0, 1, 0, data.length, 0, 0, 0, 0, name.length + 1, 0];
      const header = fields.map((field) => field.toString(16).padStart(8, '0')).join('');
      return [padded(Buffer.from(`070701${header}${name}\0`)), padded(data)];
    }),
  );
}

function padded(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, new Uint8Array(-bytes.length & 3)]);
}
