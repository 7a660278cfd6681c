import type { UpdateState } from '../../../shared/contract/shell.ts';
import { hourMs, minuteMs, type Clock } from '../../../shared/kit/clock.ts';
import type { Part } from '../../../shared/kit/lifecycle.ts';
import { isNewer, readManifest, type Installer, type UpdateManifest } from './manifest.ts';
import { mayInstallByItself, mayInstallNow, type Service } from './quiet.ts';
import { beginTrial, judgeStart, passed, trialMs, type UpdateJournal } from './trial.ts';

/** What the updater needs of the computer; everything that touches Electron or the disk is behind it. */
export interface UpdaterPorts {
  readonly clock: Clock;
  readonly running: string;
  readonly platform: string;
  /** The makers' key; without one nothing is ever installed. */
  readonly publicKey: string | undefined;
  readonly readJournal: () => UpdateJournal;
  /** Durable when it returns. */
  readonly writeJournal: (journal: UpdateJournal) => void;
  /** A file beside the manifest, from the relay. */
  readonly fetchFile: (name: string) => Promise<Uint8Array>;
  /** @returns the path of the downloaded installer; undefined when the roll-out has not reached this computer */
  readonly download: (version: string) => Promise<string | undefined>;
  readonly sha512: (path: string) => Promise<string>;
  /** Keeps the installer of the running version, downloading it where there is none. @returns its path */
  readonly keepWayBack: (installer: Installer | undefined) => Promise<string>;
  /** Ends the program and installs what was downloaded. */
  readonly install: () => void;
  /** Ends the program and runs the kept installer; false where that needs a person. */
  readonly goBack: (wayBack: string) => boolean;
  readonly readService: () => Promise<Pick<Service, 'openOrders' | 'waitingJobs'>>;
  readonly onState: (state: UpdateState) => void;
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void;
}

const checkEveryMs = 6 * hourMs;
const lookEveryMs = minuteMs;

/** Brings new versions in without disturbing service, and the old one back when the new one is not well. */
export class Updater implements Part {
  readonly name = 'updates';
  readonly #ports: UpdaterPorts;
  #state: UpdateState = { kind: 'none' };
  #isHealthy: () => void = () => undefined;
  #cancels: (() => void)[] = [];
  #downloaded: { version: string; wayBack: string } | undefined;
  #lastBusyAtMs: number;

  constructor(ports: UpdaterPorts) {
    this.#ports = ports;
    this.#lastBusyAtMs = ports.clock.now();
  }

  get state(): UpdateState {
    return this.#state;
  }

  async start(): Promise<void> {
    const { readJournal, writeJournal, running } = this.#ports;
    const { journal, verdict } = judgeStart(readJournal(), running);
    writeJournal(journal);
    if (verdict.kind === 'roll_back') this.#goBack(verdict.wayBack);
    if (verdict.kind === 'on_trial') this.#watchTrial();
    if (verdict.kind === 'was_rolled_back') {
      this.#tell({ kind: 'rolled_back', version: verdict.version });
    }
    this.#repeat(lookEveryMs, () => this.#look());
    this.#repeat(checkEveryMs, () => this.check());
  }

  async stop(): Promise<void> {
    for (const cancel of this.#cancels) cancel();
    this.#cancels = [];
  }

  /** The branch serves and the till is on the screen. */
  healthy(): void {
    this.#isHealthy();
  }

  /** Looks for a newer version and brings it here. What goes wrong is a state, not an error. */
  async check(): Promise<void> {
    const { publicKey } = this.#ports;
    if (publicKey === undefined || this.#downloaded) return;
    try {
      const manifest = await this.#readManifest(publicKey);
      const { latest } = manifest;
      if (!isNewer(latest, this.#ports.running) || this.#ports.readJournal().bad.includes(latest))
        return;
      await this.#bring(manifest);
    } catch (error) {
      this.#fail(String(error));
    }
  }

  /** A person wants it now. @returns false while service goes on or nothing is there */
  async install(): Promise<boolean> {
    const service = await this.#readService();
    return mayInstallNow(service) && this.#install();
  }

  async #readManifest(publicKey: string): Promise<UpdateManifest> {
    const content = await this.#ports.fetchFile('wasla-updates.json');
    const signature = await this.#ports.fetchFile('wasla-updates.json.sig');
    return readManifest(content, signature, publicKey);
  }

  async #bring({ latest: version, installers }: UpdateManifest): Promise<void> {
    const { platform, running } = this.#ports;
    const of = (wanted: string) => installers[wanted]?.[platform as 'linux'];
    const promised = of(version);
    if (!promised) return;
    this.#tell({ kind: 'downloading', version });
    const path = await this.#ports.download(version);
    if (path === undefined) {
      this.#tell({ kind: 'none' });
      return;
    }
    if ((await this.#ports.sha512(path)) !== promised.sha512) {
      throw new Error('the installer is not the one the makers signed');
    }
    const wayBack = await this.#ports.keepWayBack(of(running));
    this.#downloaded = { version, wayBack };
    await this.#look();
  }

  async #look(): Promise<void> {
    const service = await this.#readService();
    if (!this.#downloaded) return;
    const mayInstall = mayInstallNow(service);
    this.#tell({ kind: 'waiting', version: this.#downloaded.version, mayInstallNow: mayInstall });
    if (mayInstallByItself(service, this.#ports.clock.now())) this.#install();
  }

  async #readService(): Promise<Service> {
    const read = await this.#ports
      .readService()
      .catch(() => ({ openOrders: undefined, waitingJobs: 0 }));
    if (!mayInstallNow({ ...read, lastBusyAtMs: 0 })) this.#lastBusyAtMs = this.#ports.clock.now();
    return { ...read, lastBusyAtMs: this.#lastBusyAtMs };
  }

  #install(): boolean {
    const { readJournal, writeJournal, install, running } = this.#ports;
    if (!this.#downloaded) return false;
    const { version: to, wayBack } = this.#downloaded;
    writeJournal(beginTrial(readJournal(), { from: running, to, wayBack }));
    install();
    return true;
  }

  #watchTrial(): void {
    const { clock, readJournal, writeJournal } = this.#ports;
    const cancel = clock.after(trialMs, () => {
      const { trial } = readJournal();
      if (trial) this.#goBack(trial.wayBack);
    });
    this.#cancels.push(cancel);
    this.#isHealthy = () => {
      cancel();
      writeJournal(passed(readJournal()));
    };
  }

  #goBack(wayBack: string): void {
    const version = this.#ports.running;
    this.#ports.log('a new version is not well and goes back', { version });
    if (!this.#ports.goBack(wayBack))
      this.#fail('the version before needs to be installed by hand');
  }

  #fail(reason: string): void {
    this.#ports.log('an update failed', { reason });
    this.#tell({ kind: 'failed', reason });
  }

  #tell(state: UpdateState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#ports.onState(state);
  }

  #repeat(everyMs: number, work: () => Promise<void>): void {
    let cancel = () => undefined as void;
    const next = () => {
      cancel = this.#ports.clock.after(everyMs, () => void work().finally(next));
    };
    next();
    this.#cancels.push(() => cancel());
  }
}
