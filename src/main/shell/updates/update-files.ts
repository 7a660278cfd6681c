import { createHash } from 'node:crypto';
import {
  copyFileSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import { replaceFile } from '../replace-file.ts';
import type { Installer } from './manifest.ts';
import { emptyJournal, UpdateJournal } from './trial.ts';
import type { SignedList, UpdaterPorts } from './updater.ts';

const listTimeoutMs = 30 * secondMs;
/** A hundred megabytes over the line of a small shop. */
const installerTimeoutMs = 45 * minuteMs;

export interface UpdateFilesOptions {
  /** Where the journal and the kept installer lie. */
  readonly folder: string;
  /** Path of the running AppImage; empty for any other kind of installation. */
  readonly appImage: string;
  readonly running: string;
  /** The relay's folder of updates, with a slash at its end; undefined for a branch without relay. */
  readonly feedUrl: () => Promise<string | undefined>;
}

export type UpdateFiles = Pick<
  UpdaterPorts,
  'readJournal' | 'writeJournal' | 'readList' | 'keepWayBack' | 'settle'
> & {
  /** Exists once a version has proved itself or is going back. */
  readonly settledFile: string;
  readonly unsettle: () => void;
};

/** The part of updating that is files and HTTP. */
export function openUpdateFiles(options: UpdateFilesOptions): UpdateFiles {
  const { folder, appImage, running, feedUrl } = options;
  const journalFile = join(folder, 'journal.json');
  const settledFile = join(folder, 'settled');
  const kept = join(folder, 'kept');
  mkdirSync(kept, { recursive: true });
  return {
    settledFile,
    settle: () => writeFileSync(settledFile, ''),
    unsettle: () => rmSync(settledFile, { force: true }),
    readJournal: () => readJournal(journalFile),
    writeJournal: (journal) => replaceFile(journalFile, JSON.stringify(journal)),
    readList: async () => readList(await feedUrl()),
    async keepWayBack(installer) {
      if (appImage === '' && !installer) {
        throw new Error('the relay has no installer of the running version');
      }
      const name = appImage === '' ? (installer?.file ?? '') : `Wasla-${running}.AppImage`;
      const path = join(kept, basename(name));
      forgetOthers(kept, path);
      if (appImage !== '') keepCopy(appImage, path);
      else if (installer) await keepDownload(path, installer, await feedUrl());
      return path;
    },
  };
}

function readJournal(file: string): UpdateJournal {
  if (!existsSync(file)) return emptyJournal;
  try {
    return UpdateJournal.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return emptyJournal;
  }
}

async function readList(feedUrl: string | undefined): Promise<SignedList | undefined> {
  if (feedUrl === undefined) return undefined;
  const [content, signature] = await Promise.all(
    ['wasla-updates.json', 'wasla-updates.json.sig'].map(async (name) => {
      const response = await fetch(feedUrl + name, { signal: AbortSignal.timeout(listTimeoutMs) });
      if (response.status === 404) return undefined;
      if (!response.ok) throw new Error(`${name}: the relay answers ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    }),
  );
  return content && signature && { content, signature };
}

/** Base64, as the makers' list has it. */
export async function sha512(path: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  return hash.digest('base64');
}

/** One way back is enough, and each takes a hundred megabytes. */
function forgetOthers(folder: string, path: string): void {
  for (const name of readdirSync(folder)) {
    if (join(folder, name) !== path) rmSync(join(folder, name));
  }
}

function keepCopy(from: string, to: string): void {
  copyFileSync(from, `${to}.new`);
  renameSync(`${to}.new`, to);
}

async function keepDownload(
  path: string,
  installer: Installer,
  feedUrl: string | undefined,
): Promise<void> {
  if (existsSync(path) && (await sha512(path)) === installer.sha512) return;
  const signal = AbortSignal.timeout(installerTimeoutMs);
  const response = await fetch((feedUrl ?? '') + installer.file, { signal });
  if (!response.ok || !response.body) {
    throw new Error(`${installer.file}: the relay answers ${response.status}`);
  }
  const part = `${path}.new`;
  await pipeline(
    Readable.fromWeb(response.body as ReadableStream),
    createWriteStream(part, { flush: true }),
  );
  if ((await sha512(part)) !== installer.sha512) {
    rmSync(part);
    throw new Error('the kept installer is not the one the makers signed');
  }
  renameSync(part, path);
}
