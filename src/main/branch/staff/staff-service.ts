import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../../../shared/contract/errors.ts';
import {
  approvalHeader,
  staffHeader,
  staffPermissions,
  type StaffAtTill,
  type StaffDeed,
  type StaffMember,
  type StaffPermission,
  type StaffSettings,
  type WorkTime,
} from '../../../shared/contract/staff.ts';
import { mainDrawerId } from '../../../shared/contract/terminal-kind.ts';
import { hourMs, minuteMs, type Clock } from '../../../shared/kit/clock.ts';
import type { Ids } from '../../../shared/kit/ids.ts';
import { transact, type Db, type Tx } from '../database/index.ts';
import { mainTerminalId, type Caller, type Doorman } from '../http/caller.ts';
import { demandPermission } from '../http/route.ts';
import type { Signals } from '../signals.ts';
import { hashPin, isPin, PinGuard } from './pin.ts';
import {
  beginWork,
  deleteSession,
  deleteSessions,
  endWork,
  findMember,
  findPinHash,
  findSession,
  insertDeed,
  insertMember,
  insertSession,
  listDeeds,
  listMembers,
  listWorkTimes,
  removeMember,
  updateMember,
  updatePin,
} from './staff-repo.ts';

export interface StaffDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly signals: Signals;
}

/** Longer than any shift; who forgets to sign out is not signed in the next day. */
const sessionMs = 16 * hourMs;
const approvalMs = minuteMs;

interface Approval {
  readonly permission: StaffPermission;
  readonly name: string;
  readonly untilMs: number;
}

/** Who works here, who stands at which till, and what they did. */
export class StaffService implements Doorman {
  readonly #deps: StaffDeps;
  readonly #guard: PinGuard;
  /** By the hash of their token; good for one call and one minute, so they need not survive a restart. */
  readonly #approvals = new Map<string, Approval>();

  constructor(deps: StaffDeps) {
    this.#deps = deps;
    this.#guard = new PinGuard(deps.clock);
  }

  identify(headers: IncomingHttpHeaders): Caller {
    const approval = this.#approvalOf(headers);
    const me = this.#memberOf(headers);
    const own = me?.permissions ?? (this.#isOpenTill() ? staffPermissions : []);
    return {
      staffId: me?.id ?? '',
      name: me?.name ?? '',
      permissions: approval ? [...own, approval.permission] : own,
      approvedBy: approval?.name ?? '',
      terminalId: mainTerminalId,
      drawerId: mainDrawerId,
    };
  }

  carriedOut(
    caller: Caller,
    headers: IncomingHttpHeaders,
    deed: Pick<StaffDeed, 'action' | 'target' | 'permission'>,
  ): void {
    const { db, clock, ids } = this.#deps;
    const approval = this.#approvalOf(headers);
    const wasNeeded = approval?.permission === deed.permission;
    if (wasNeeded) this.#approvals.delete(digest(textOf(headers[approvalHeader])));
    if (caller.staffId === '') return;
    const { staffId, name } = caller;
    const approvedBy = wasNeeded ? approval.name : '';
    transact(db, (tx) =>
      insertDeed(tx, { id: ids('ded'), atMs: clock.now(), staffId, name, ...deed, approvedBy }),
    );
  }

  atTill(headers: IncomingHttpHeaders): StaffAtTill {
    return {
      staff: listMembers(this.#deps.db),
      me: this.#memberOf(headers) ?? null,
      isOpenTill: this.#isOpenTill(),
    };
  }

  /** @throws AppError `staff.first_manager` when the first person could not let in the others */
  async add(wanted: StaffSettings & { pin: string }): Promise<StaffMember> {
    const pinHash = await hashPin(wanted.pin);
    const id = this.#deps.ids('stf');
    return this.#change(id, (tx) => {
      insertMember(tx, { ...wanted, id, pinHash, atMs: this.#deps.clock.now() });
      demandManager(tx);
    });
  }

  /** @throws AppError `staff.not_found`, `staff.first_manager` */
  async change(
    wanted: StaffSettings & { id: string; pin?: string | undefined },
  ): Promise<StaffMember> {
    const pinHash = wanted.pin === undefined ? undefined : await hashPin(wanted.pin);
    const { id } = wanted;
    return this.#change(id, (tx) => {
      this.#member(id);
      updateMember(tx, wanted);
      if (pinHash !== undefined) {
        updatePin(tx, id, pinHash);
        deleteSessions(tx, id, this.#deps.clock.now());
      }
      demandManager(tx);
    });
  }

  /** The last one may go as well: then the till is open again. @throws AppError `staff.not_found`, `staff.first_manager` */
  remove(id: string): void {
    const { db, clock, signals } = this.#deps;
    transact(db, (tx) => {
      this.#member(id);
      endWork(tx, id, clock.now());
      deleteSessions(tx, id, clock.now());
      removeMember(tx, id, clock.now());
      if (listMembers(tx).length > 0) demandManager(tx);
    });
    signals.raise({ settings: true });
  }

  /** @throws AppError `staff.wrong_pin`, `staff.wait` */
  async signIn(staffId: string, pin: string): Promise<{ token: string; me: StaffMember }> {
    const me = await this.#demandPin(staffId, pin);
    const token = randomBytes(24).toString('base64url');
    const nowMs = this.#deps.clock.now();
    transact(this.#deps.db, (tx) =>
      insertSession(tx, { tokenHash: digest(token), staffId, untilMs: nowMs + sessionMs }),
    );
    return { token, me };
  }

  signOut(headers: IncomingHttpHeaders): void {
    transact(this.#deps.db, (tx) => deleteSession(tx, digest(textOf(headers[staffHeader]))));
  }

  /** @throws AppError `staff.wrong_pin`, `staff.wait`, `staff.permission_needed` when that person may not allow it either */
  async approve(
    staffId: string,
    pin: string,
    permission: StaffPermission,
  ): Promise<{ token: string; approvedBy: string }> {
    const { name, permissions } = await this.#demandPin(staffId, pin);
    demandPermission({ permissions }, permission);
    const token = randomBytes(24).toString('base64url');
    const untilMs = this.#deps.clock.monotonicMs() + approvalMs;
    this.#approvals.set(digest(token), { permission, name, untilMs });
    return { token, approvedBy: name };
  }

  /** Being at work already is no error: a tap too many must not trouble anybody. */
  async clockIn(staffId: string, pin: string): Promise<StaffMember> {
    await this.#demandPin(staffId, pin);
    const { ids, clock } = this.#deps;
    return this.#change(staffId, (tx) =>
      beginWork(tx, { id: ids('wrk'), staffId, atMs: clock.now() }),
    );
  }

  async clockOut(staffId: string, pin: string): Promise<StaffMember> {
    await this.#demandPin(staffId, pin);
    return this.#change(staffId, (tx) => endWork(tx, staffId, this.#deps.clock.now()));
  }

  workTimes(fromMs: number, toMs: number): WorkTime[] {
    return listWorkTimes(this.#deps.db, fromMs, toMs);
  }

  deeds(beforeMs = this.#deps.clock.now() + 1): StaffDeed[] {
    return listDeeds(this.#deps.db, beforeMs);
  }

  async #demandPin(staffId: string, pin: string): Promise<StaffMember> {
    const retryAfterMs = this.#guard.waitMs(staffId);
    if (retryAfterMs > 0) {
      throw new AppError('staff.wait', 'too many wrong PINs', { details: { retryAfterMs } });
    }
    const stored = findPinHash(this.#deps.db, staffId);
    if (stored === undefined || !(await isPin(pin, stored))) {
      this.#guard.wrong(staffId);
      throw new AppError('staff.wrong_pin', `wrong PIN for ${staffId}`);
    }
    this.#guard.right(staffId);
    return this.#member(staffId);
  }

  #change(id: string, work: (tx: Tx) => unknown): StaffMember {
    transact(this.#deps.db, (tx) => {
      work(tx);
    });
    this.#deps.signals.raise({ settings: true });
    return this.#member(id);
  }

  #member(id: string): StaffMember {
    const member = findMember(this.#deps.db, id);
    if (!member) throw new AppError('staff.not_found', `nobody ${id}`);
    return member;
  }

  #isOpenTill(): boolean {
    return listMembers(this.#deps.db).length === 0;
  }

  #memberOf(headers: IncomingHttpHeaders): StaffMember | undefined {
    const token = textOf(headers[staffHeader]);
    if (token === '') return undefined;
    const { db, clock } = this.#deps;
    const id = findSession(db, digest(token), clock.now());
    return id === undefined ? undefined : findMember(db, id);
  }

  #approvalOf(headers: IncomingHttpHeaders): Approval | undefined {
    const token = textOf(headers[approvalHeader]);
    const approval = token === '' ? undefined : this.#approvals.get(digest(token));
    return approval && approval.untilMs > this.#deps.clock.monotonicMs() ? approval : undefined;
  }
}

/** Somebody must be able to let in others, or the till could never be changed again. */
function demandManager(tx: Tx): void {
  if (listMembers(tx).some(({ permissions }) => permissions.includes('manage_staff'))) return;
  throw new AppError('staff.first_manager', 'nobody would be left to manage staff');
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function textOf(header: string | string[] | undefined): string {
  return typeof header === 'string' ? header : '';
}
