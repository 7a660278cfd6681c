import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const daemon = '/usr/sbin/cupsd';

/** Debian packages cups-daemon and cups-client; the daemon wants to be started by root. */
export function missingCups(): string | undefined {
  if (!existsSync(daemon)) return `${daemon} is not installed`;
  return process.getuid?.() === 0 ? undefined : 'cupsd starts only as root';
}

/** A CUPS of our own on a socket file, with nothing of the computer's. */
export interface PrivateCups {
  readonly server: string;
  /** A raw queue to a port on this computer. */
  addQueue(queue: string, port: number): Promise<void>;
  /** One of CUPS' own commands. */
  command(program: string, ...args: string[]): Promise<string>;
  stop(): Promise<void>;
}

export async function startCups(): Promise<PrivateCups> {
  const folder = mkdtempSync(join(tmpdir(), 'cups-'));
  chmodSync(folder, 0o711); // its backends run as another user
  const inside = (name: string) => join(folder, name);
  for (const name of ['root', 'spool', 'cache', 'state', 'tmp']) mkdirSync(inside(name));
  const server = inside('socket');
  writeFileSync(inside('root/cupsd.conf'), `Listen ${server}\nBrowsing Off\n${openToAll}`);
  writeFileSync(
    inside('root/cups-files.conf'),
    [
      ['ServerRoot', 'root'],
      ['RequestRoot', 'spool'],
      ['CacheDir', 'cache'],
      ['StateDir', 'state'],
      ['TempDir', 'tmp'],
      ['AccessLog', 'access_log'],
      ['ErrorLog', 'error_log'],
      ['PageLog', 'page_log'],
    ]
      .map(([setting, name = '']) => `${setting} ${inside(name)}\n`)
      .join(''),
  );
  const cups: ChildProcess = spawn(
    daemon,
    ['-f', '-c', inside('root/cupsd.conf'), '-s', inside('root/cups-files.conf')],
    { stdio: 'ignore' },
  );
  const command = async (program: string, ...args: string[]) =>
    (await run(program, ['-h', server, ...args])).stdout;
  while ((await run('lpstat', ['-h', server, '-r']).catch(() => undefined)) === undefined) {
    if (cups.exitCode !== null) throw new Error('cupsd did not start');
  }
  return {
    server,
    command,
    async addQueue(queue, port) {
      const device = `socket://127.0.0.1:${port}`;
      await command('lpadmin', '-p', queue, '-E', '-v', device, '-m', 'raw');
    },
    async stop() {
      if (cups.exitCode === null && cups.kill()) await once(cups, 'exit');
      rmSync(folder, { recursive: true });
    },
  };
}

const openToAll = `
DefaultAuthType None
<Location />
Order allow,deny
Allow all
</Location>
<Location /admin>
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
`;
