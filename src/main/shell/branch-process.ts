import { utilityProcess } from 'electron';

/** The one line a branch server prints when it serves. */
const readyLine = /^ready (\{.*\})$/m;

/**
 * Runs the branch server in a process of its own, so that a crash of the window never stops orders and
 * a commit never stalls the window.
 *
 * @param entry the built headless server, the same file that runs without Electron
 * @returns the address of the till, with its one-time sign-in
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
      const { openUrl } = JSON.parse(line) as { openUrl: string };
      resolve({ openUrl, stop: () => child.kill() });
    });
    child.once('exit', (exitCode) => reject(new Error(`branch server ended with ${exitCode}`)));
  });
}
