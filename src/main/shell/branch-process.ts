import { readFileSync } from 'node:fs';
import { utilityProcess } from 'electron';
import { signInUrl } from '../../shared/contract/branch-api.ts';

/** The one line a branch server prints when it serves. */
const readyLine = /^ready (\{.*\})$/m;

/**
 * Runs the branch server in a process of its own, so that a crash of the window never stops orders and
 * a commit never stalls the window.
 *
 * @param entry the built headless server, the same file that runs without Electron
 * @returns the address of the till, with its sign-in
 */
export function startBranchProcess(
  entry: string,
  environment: Record<string, string>,
): Promise<{ openUrl: string; stop: () => void }> {
  const child = utilityProcess.fork(entry, [], { stdio: 'pipe', env: environment });
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const line = readyLine.exec(output)?.[1];
      if (line === undefined) return;
      const { url, tokenFile } = JSON.parse(line) as { url: string; tokenFile: string };
      const token = readFileSync(tokenFile, 'utf8').trim();
      resolve({ openUrl: signInUrl(url, token), stop: () => child.kill() });
    });
    child.once('exit', (exitCode) => reject(new Error(`branch server ended with ${exitCode}`)));
  });
}
