import { contextBridge, ipcRenderer } from 'electron';

// Bundled by itself for the sandbox, where only these two modules of Electron can be had. The names are those of
// contract/shell.ts; a test compares them, because the contract's schemas would bring all of zod in here.
const names = [
  'readShell',
  'setStartAtLogin',
  'setKiosk',
  'checkForUpdate',
  'installUpdate',
  'showLogs',
  'tellWaiting',
];

contextBridge.exposeInMainWorld(
  'waslaShell',
  Object.fromEntries(
    names.map((name) => [
      name,
      (input: unknown) => ipcRenderer.invoke('wasla:shell', { name, input }) as Promise<unknown>,
    ]),
  ),
);
