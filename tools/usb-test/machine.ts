import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildInitramfs } from './initramfs.ts';
import type { Parts } from './parts.ts';
import { parseVerdict, type Verdict } from './verdict.ts';
import type { ScenarioName } from './scenario-names.ts';

/** A scenario takes half a minute on a calm computer, and many times that beside other work: everything is emulated. */
const machineTimeoutMs = 600_000;
/** Last lines of the console, shown when the machine did not get to its end. */
const shownLines = 25;

const [mainFile = ''] = [process.argv[1]];

/** Boots a machine, runs the scenario in it and yields what it reports, as it reports it. */
export async function* runMachine(parts: Parts, scenario: ScenarioName): AsyncGenerator<Verdict> {
  const folder = await mkdtemp(join(tmpdir(), 'wasla-usb-test-run-'));
  const initramfs = join(folder, 'initramfs');
  await writeFile(initramfs, await buildInitramfs(parts, initScript(scenario)));
  const machine = spawn(parts.qemu, qemuArguments(parts, initramfs), {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const timer = setTimeout(() => machine.kill('SIGKILL'), machineTimeoutMs);
  const console: string[] = [];
  let hasEnded = false;
  try {
    for await (const line of createInterface({ input: machine.stdout })) {
      const verdict = parseVerdict(line);
      hasEnded = verdict === 'end';
      if (verdict === 'end') break;
      if (verdict) yield verdict;
      else console.push(line);
    }
    if (!hasEnded) {
      yield {
        title: 'the machine runs to its end',
        problem: console.slice(-shownLines).join('\n'),
      };
    }
  } finally {
    clearTimeout(timer);
    machine.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

/** The host's files are the guest's, to read; nothing of the host can be changed from inside. */
function qemuArguments({ kernel }: Parts, initramfs: string): string[] {
  return [
    ['-machine', 'q35,accel=tcg'],
    ['-cpu', 'max'],
    ['-m', '1024'],
    ['-nodefaults'],
    ['-no-reboot'],
    ['-display', 'none'],
    ['-serial', 'stdio'],
    ['-kernel', kernel],
    ['-initrd', initramfs],
    ['-append', 'console=ttyS0 quiet panic=-1 mitigations=off'],
    ['-virtfs', 'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap'],
  ].flat();
}

function initScript(scenario: ScenarioName): string {
  const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const guest = [process.execPath, mainFile, '--guest', scenario].map(quoted).join(' ');
  return `#!/bin/busybox sh
bb() { /bin/busybox "$@"; }
bb mount -t proc proc /proc
for module in /modules/*; do bb insmod "$module"; done
bb mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=262144 host /disk
bb mount -t devtmpfs dev /disk/dev
bb mount -t proc proc /disk/proc
bb mount -t sysfs sys /disk/sys
bb mount -t tmpfs run /disk/run
bb mount -t configfs config /disk/sys/kernel/config
bb ip link set lo up
TMPDIR=/run NO_COLOR=1 UV_THREADPOOL_SIZE=8 bb chroot /disk ${guest}
bb poweroff -f
`;
}
