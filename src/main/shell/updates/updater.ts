import type { UpdateState } from '../../../shared/contract/shell.ts';
import { hourMs, minuteMs, type Clock } from '../../../shared/kit/clock.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import { isNewer, readManifest, type Installer, type UpdateManifest } from './manifest.ts';
import { mayInstallByItself, mayInstallNow, type Service } from './quiet.ts';
import { beginTrial, judgeStart, type UpdateJournal } from './trial.ts';
import { watchTrial, type Trial } from './watch-trial.ts';

/** The list of versions as the relay hands it on. */
export interface SignedList {
  readonly content: Uint8Array;
  readonly signature: Uint8Array;
}

/** What the updater needs of the computer; everything that touches Electron or the disk is behind it. */
export interface UpdaterPorts {
  readonly clock: Clock;
  readonly running: string;
  readonly platform: string;
  /** The makers' key; without one nothing is ever installed. */
  readonly publicKey: string | undefined;
  /** False where an installation belongs to the computer's administrator: what cannot go back by itself is not installed. */
  readonly canGoBack: boolean;
  readonly readJournal: () => UpdateJournal;
  /** Durable when it returns. */
  readonly writeJournal: (journal: UpdateJournal) => void;
  /** @returns undefined where there is no relay, or it has no updates; rejects when it does not answer */
  readonly readList: () => Promise<SignedList | undefined>;
  /** @returns the path of the downloaded installer; undefined when the roll-out has not reached this computer */
  readonly download: () => Promise<string | undefined>;
  readonly sha512: (path: string) => Promise<string>;
  /** Keeps the installer of the running version, downloading it where there is none. @returns its path */
  readonly keepWayBack: (installer: Installer | undefined) => Promise<string>;
  /** Ends the program and installs what was downloaded; puts `wayBack` back if that version never runs. */
  readonly install: (wayBack: string) => void;
  /** It is known how the last update ended: the watch that `install` left behind has nothing more to do. */
  readonly settle: () => void;
  /** Ends the program and runs the kept installer; false where it is gone. */
  readonly goBack: (wayBack: string) => boolean;
  readonly readService: () => Promise<Service>;
  readonly onState: (state: UpdateState) => void;
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Long enough after a start for the branch to have its relay; a till that runs a few hours a day looks as well. */
const firstCheckMs = 10 * minuteMs;
const checkEveryMs = 6 * hourMs;
const lookEveryMs = minuteMs;

/** Brings new versions in without disturbing service, and the old one back when the new one is not well. */
export class Updater implements Part {
  readonly name = 'updates';
  readonly #ports: UpdaterPorts;
  #state: UpdateState = { kind: 'none' };
  #trial: Trial | undefined;
  #cancels: (() => void)[] = [];
  #downloaded: { version: string; wayBack: string; onlyByHand: boolean } | undefined;
  #lastBusyMs: number;

  constructor(ports: UpdaterPorts) {
    this.#ports = ports;
    this.#lastBusyMs = ports.clock.monotonicMs();
  }

  get state(): UpdateState {
    return this.#state;
  }

  async start(): Promise<void> {
    const { readJournal, writeJournal, settle, running } = this.#ports;
    const { journal, verdict } = judgeStart(readJournal(), running);
    writeJournal(journal);
    if (verdict.kind !== 'on_trial') settle();
    if (verdict.kind === 'roll_back') this.#goBack(verdict.wayBack);
    if (verdict.kind === 'on_trial')
      this.#trial = watchTrial(this.#ports, (at) => this.#goBack(at));
    if (verdict.kind === 'was_rolled_back') {
      this.#tell({ kind: 'rolled_back', version: verdict.version });
    }
    if (verdict.kind === 'was_not_installed') this.#fail(`${verdict.version} was not installed`);
    this.#repeat(lookEveryMs, lookEveryMs, () => this.#look());
    this.#repeat(firstCheckMs, checkEveryMs, () => this.#check(false));
  }

  async stop(): Promise<void> {
    this.#trial?.cancel();
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }

  /** @param isWell the branch serves and the till is on the screen */
  health(isWell: boolean): void {
    this.#trial?.health(isWell);
  }

  /** A person looks for a newer version; one that failed here before is brought again. */
  check(): Promise<void> {
    return this.#check(true);
  }

  /** A person wants it now. @returns false while service goes on or nothing is there */
  async install(): Promise<boolean> {
    return mayInstallNow(await this.#readService()) && this.#install();
  }

  /** What goes wrong is a state, not an error. */
  async #check(isByPerson: boolean): Promise<void> {
    const { publicKey, running } = this.#ports;
    if (publicKey === undefined || this.#downloaded) return;
    try {
      const list = await this.#readList();
      if (!list) return;
      const manifest = readManifest(list.content, list.signature, publicKey);
      const isBad = this.#ports.readJournal().bad.includes(manifest.latest);
      if (!isNewer(manifest.latest, running)) this.#tellUnlessTold({ kind: 'none' });
      else if (isByPerson || !isBad) await this.#bring(manifest, isBad);
    } catch (error) {
      this.#fail(String(error));
    }
  }

  /** A relay that is away is nothing to worry about. */
  async #readList(): Promise<SignedList | undefined> {
    try {
      const list = await this.#ports.readList();
      if (!list) this.#tellUnlessTold({ kind: 'none' });
      return list;
    } catch {
      this.#tellUnlessTold({ kind: 'unreachable' });
      return undefined;
    }
  }

  async #bring({ latest: version, installers }: UpdateManifest, isBad: boolean): Promise<void> {
    const { platform, running, canGoBack } = this.#ports;
    const of = (wanted: string) => installers[wanted]?.[platform as 'linux'];
    const promised = of(version);
    if (!promised) return;
    if (!canGoBack) {
      this.#tell({ kind: 'by_hand', version });
      return;
    }
    this.#tell({ kind: 'downloading', version });
    const path = await this.#ports.download();
    if (path === undefined) {
      this.#tell({ kind: 'none' });
      return;
    }
    if ((await this.#ports.sha512(path)) !== promised.sha512) {
      throw new Error('the installer is not the one the makers signed');
    }
    const wayBack = await this.#ports.keepWayBack(of(running));
    this.#downloaded = { version, wayBack, onlyByHand: isBad };
    await this.#look();
  }

  async #look(): Promise<void> {
    const service = await this.#readService();
    if (!this.#downloaded) return;
    const { version, onlyByHand } = this.#downloaded;
    this.#tell({ kind: 'waiting', version, mayInstallNow: mayInstallNow(service) });
    const quietForMs = this.#ports.clock.monotonicMs() - this.#lastBusyMs;
    if (!onlyByHand && mayInstallByItself(service, quietForMs)) this.#install();
  }

  async #readService(): Promise<Service | undefined> {
    const service = await this.#ports.readService().catch(() => undefined);
    if (!mayInstallNow(service)) this.#lastBusyMs = this.#ports.clock.monotonicMs();
    return service;
  }

  #install(): boolean {
    const { readJournal, writeJournal, install, running } = this.#ports;
    if (!this.#downloaded) return false;
    const { version: to, wayBack } = this.#downloaded;
    // Once: what follows ends the program.
    this.#downloaded = undefined;
    writeJournal(beginTrial(readJournal(), { from: running, to, wayBack }));
    install(wayBack);
    return true;
  }

  #goBack(wayBack: string): void {
    const { running: version, readJournal, goBack, settle, log } = this.#ports;
    log('a new version is not well and goes back', { version });
    settle();
    if (goBack(wayBack)) return;
    this.#tell({ kind: 'stuck', version, before: readJournal().trial?.from ?? '' });
  }

  #fail(reason: string): void {
    this.#ports.log('an update failed', { reason });
    this.#tell({ kind: 'failed', reason });
  }

  /** What a person should read stays until there is something newer to say. */
  #tellUnlessTold(state: UpdateState): void {
    if (['none', 'unreachable', 'by_hand'].includes(this.#state.kind)) this.#tell(state);
  }

  #tell(state: UpdateState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#ports.onState(state);
  }

  #repeat(firstMs: number, everyMs: number, work: () => Promise<void>): void {
    const { clock } = this.#ports;
    const next = () => {
      cancel = clock.after(everyMs, run);
    };
    const run = () => void work().finally(next);
    let cancel = clock.after(firstMs, run);
    this.#cancels.push(() => cancel());
  }
}
