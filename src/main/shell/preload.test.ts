import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shellCalls, shellChannel, shellGlobal } from '../../shared/contract/shell.ts';

const preload = readFileSync(new URL('preload.ts', import.meta.url), 'utf8');

test('the page is offered the calls of the contract and no others', () => {
  const list = /names = \[([^\]]*)\]/.exec(preload)?.[1] ?? '';
  const names = [...list.matchAll(/'(\w+)'/g)].map((match) => match[1]);
  expect(names).toEqual(Object.keys(shellCalls));
});

test('the calls travel on the channel and under the name that the contract gives', () => {
  expect(preload).toContain(`'${shellChannel}'`);
  expect(preload).toContain(`'${shellGlobal}'`);
});

test('nothing of Electron but the bridge reaches the page', () => {
  const imports = [...preload.matchAll(/import \{([^}]*)\} from '([^']+)'/g)];
  expect(imports.map((match) => [match[1]?.trim(), match[2]])).toEqual([
    ['contextBridge, ipcRenderer', 'electron'],
  ]);
});
