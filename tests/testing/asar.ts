import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

interface Entry {
  readonly files?: Record<string, Entry>;
  readonly size?: number;
  /** From the end of the header, in decimal. */
  readonly offset?: string;
  /** Lies beside the archive, because the system must load it from a real file. */
  readonly unpacked?: boolean;
}

/** Files of an Electron archive by path. @source electron/asar README, "Format" */
export interface Archive {
  readonly paths: readonly string[];
  isUnpacked(path: string): boolean;
  extractTo(folder: string): void;
}

export function readArchive(file: string): Archive {
  const bytes = readFileSync(file);
  const headerBytes = bytes.readUInt32LE(4);
  const header = bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12));
  const entries = new Map(flatten(JSON.parse(header) as Entry, ''));
  const start = 8 + headerBytes;
  return {
    paths: [...entries.keys()],
    isUnpacked: (path) => entries.get(path)?.unpacked === true,
    extractTo(folder) {
      for (const [path, { offset = '0', size = 0, unpacked }] of entries) {
        const target = join(folder, path);
        mkdirSync(dirname(target), { recursive: true });
        const from = start + Number(offset);
        if (unpacked) copyFileSync(join(`${file}.unpacked`, path), target);
        else writeFileSync(target, bytes.subarray(from, from + size));
      }
    },
  };
}

function flatten({ files = {} }: Entry, folder: string): [string, Entry][] {
  return Object.entries(files).flatMap(([name, entry]) => {
    const path = folder === '' ? name : `${folder}/${name}`;
    return entry.files ? flatten(entry, path) : [[path, entry] as [string, Entry]];
  });
}
