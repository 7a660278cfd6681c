import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '../../../shared/contract/errors.ts';
import type {
  EnrolmentCode,
  Terminal,
  TerminalSettings,
} from '../../../shared/contract/terminal.ts';
import { mainDrawerId } from '../../../shared/contract/terminal-kind.ts';
import { minuteMs, type Clock } from '../../../shared/kit/clock.ts';
import type { Ids } from '../../../shared/kit/ids.ts';
import { errorFields, type Logger } from '../../../shared/kit/logger.ts';
import { transact, type Db } from '../database/index.ts';
import type { CallingTerminal } from '../http/calling-terminal.ts';
import type { Signals } from '../signals.ts';
import { Enrolment } from './enrolment.ts';
import { readLanSettings, saveLanSettings, type LanSettings } from './terminal-settings.ts';
import {
  findByToken,
  findTerminal,
  insertTerminal,
  listTerminals,
  removeTerminal,
  setSeen,
  updateTerminal,
  type StoredTerminal,
} from './terminals-repo.ts';

export interface TerminalsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly signals: Signals;
}

/** How exactly the file knows when a terminal last called. */
const seenStepMs = minuteMs;

/** Who may come in from the local network. */
export class TerminalsService {
  readonly #deps: TerminalsDeps;
  readonly #enrolment: Enrolment;

  constructor(deps: TerminalsDeps) {
    this.#deps = deps;
    this.#enrolment = new Enrolment(deps.clock);
  }

  settings(): LanSettings {
    return readLanSettings(this.#deps.db);
  }

  changeSettings(wanted: { [Name in keyof LanSettings]?: LanSettings[Name] | undefined }): void {
    const { db, signals } = this.#deps;
    transact(db, (tx) => {
      const known = readLanSettings(tx);
      saveLanSettings(tx, {
        lan: wanted.lan ?? known.lan,
        bumpedIsReady: wanted.bumpedIsReady ?? known.bumpedIsReady,
      });
    });
    signals.raise({ terminals: true });
  }

  /** The terminal that was enrolled with this token and not removed since. */
  identify(token: string, address: string): CallingTerminal | undefined {
    const found = findByToken(this.#deps.db, digestOf(token));
    if (!found) return undefined;
    this.#noteSeen(found, address);
    const { kind, name, drawer, denied } = found.settings;
    const drawerId = drawer === 'own' ? found.id : mainDrawerId;
    return { id: found.id, kind, name, drawerId, denied };
  }

  /** What was decided about an enrolled terminal. */
  screen(id: string): TerminalSettings | undefined {
    return findTerminal(this.#deps.db, id)?.settings;
  }

  /** @param connectedIds terminals whose live line stands */
  list(connectedIds: ReadonlySet<string>): Terminal[] {
    return listTerminals(this.#deps.db).map((terminal) => toView(terminal, connectedIds));
  }

  makeCode(settings: TerminalSettings): Pick<EnrolmentCode, 'code' | 'expiresAtMs'> {
    return this.#enrolment.make(settings);
  }

  /** Trades the code for a token of the terminal's own. @throws AppError `terminal.bad_code`, `terminal.wait` */
  enrol(
    code: string,
    address: string,
  ): { readonly token: string; readonly settings: TerminalSettings } {
    const { db, clock, ids, logger, signals } = this.#deps;
    const settings = this.#enrolment.use(code, address);
    const token = randomBytes(32).toString('base64url');
    const id = ids('trm');
    transact(db, (tx) =>
      insertTerminal(tx, {
        id,
        settings,
        tokenHash: digestOf(token),
        enrolledAtMs: clock.now(),
        seenAddress: address,
      }),
    );
    logger.info({ terminalId: id, kind: settings.kind, address }, 'a terminal was enrolled');
    signals.raise({ terminals: true, kitchen: true });
    return { token, settings };
  }

  /** @throws AppError `terminal.not_found` */
  change(
    wanted: Omit<TerminalSettings, 'kind'> & { readonly id: string },
    connectedIds: ReadonlySet<string>,
  ): Terminal {
    const { db, signals } = this.#deps;
    const { id, ...settings } = wanted;
    const changed = transact(db, (tx) => {
      const { kind } = getTerminal(tx, id).settings;
      updateTerminal(tx, id, { ...settings, kind });
      return getTerminal(tx, id);
    });
    signals.raise({ terminals: true, kitchen: true });
    return toView(changed, connectedIds);
  }

  /** @throws AppError `terminal.not_found` */
  remove(id: string): void {
    const { db, clock, logger, signals } = this.#deps;
    transact(db, (tx) => {
      getTerminal(tx, id);
      removeTerminal(tx, id, clock.now());
    });
    logger.info({ terminalId: id }, 'a terminal was removed');
    signals.raise({ terminals: true, kitchen: true });
  }

  /** A disk that takes nothing must not keep a kitchen from reading. */
  #noteSeen({ id, seenAtMs, seenAddress }: StoredTerminal, address: string): void {
    const { db, clock, logger } = this.#deps;
    const nowMs = clock.now();
    if (Math.abs(nowMs - seenAtMs) < seenStepMs && seenAddress === address) return;
    try {
      transact(db, (tx) => setSeen(tx, id, nowMs, address));
    } catch (error) {
      logger.warn(errorFields(error), 'when a terminal was last seen could not be stored');
    }
  }
}

function getTerminal(db: Db, id: string): StoredTerminal {
  const found = findTerminal(db, id);
  if (!found) throw new AppError('terminal.not_found', `no terminal ${id}`);
  return found;
}

function toView(
  { id, settings, enrolledAtMs, seenAtMs, seenAddress }: StoredTerminal,
  connectedIds: ReadonlySet<string>,
): Terminal {
  return {
    ...settings,
    id,
    enrolledAtMs,
    lastSeenAtMs: seenAtMs,
    lastAddress: seenAddress,
    connected: connectedIds.has(id),
  };
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
