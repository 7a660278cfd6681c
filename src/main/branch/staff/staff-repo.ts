import {
  permissionsOf,
  StaffPermission,
  type StaffDeed,
  type StaffMember,
  type StaffSettings,
  type WorkTime,
} from '../../../shared/contract/staff.ts';
import { z } from 'zod';
import type { Db, Tx } from '../database/index.ts';

interface StaffRow {
  readonly id: string;
  readonly name: string;
  readonly role: StaffMember['role'];
  readonly granted: string;
  readonly revoked: string;
  readonly language: StaffMember['language'];
  readonly digits: StaffMember['digits'];
  readonly atWorkSinceMs: number | null;
}

const members = `SELECT staff.id, name, role, granted, revoked, language, digits, in_at_ms AS atWorkSinceMs
  FROM staff LEFT JOIN work_times ON work_times.staff_id = staff.id AND out_at_ms IS NULL
 WHERE removed_at_ms IS NULL`;

/** In the order they were added. */
export function listMembers(db: Db): StaffMember[] {
  return db
    .prepare<[], StaffRow>(`${members} ORDER BY created_at_ms, staff.id`)
    .all()
    .map(toMember);
}

export function findMember(db: Db, id: string): StaffMember | undefined {
  const row = db.prepare<[string], StaffRow>(`${members} AND staff.id = ?`).get(id);
  return row && toMember(row);
}

/** A permission that this version does not know is no permission. */
const Permissions = z
  .array(z.string())
  .transform((names) => names.flatMap((name) => StaffPermission.safeParse(name).data ?? []));

function toMember({ granted, revoked, ...row }: StaffRow): StaffMember {
  const lists = {
    granted: Permissions.parse(JSON.parse(granted)),
    revoked: Permissions.parse(JSON.parse(revoked)),
  };
  return { ...row, ...lists, permissions: permissionsOf({ ...row, ...lists }) };
}

export function findPinHash(db: Db, id: string): string | undefined {
  return db
    .prepare<[string], { pin: string }>(
      'SELECT pin_hash AS pin FROM staff WHERE id = ? AND removed_at_ms IS NULL',
    )
    .get(id)?.pin;
}

const columns = (person: StaffSettings) => ({
  name: person.name,
  role: person.role,
  granted: JSON.stringify(person.granted),
  revoked: JSON.stringify(person.revoked),
  language: person.language,
  digits: person.digits,
});

export function insertMember(
  tx: Tx,
  person: StaffSettings & { id: string; pinHash: string; atMs: number },
): void {
  tx.prepare(
    `INSERT INTO staff (id, name, role, granted, revoked, language, digits, pin_hash, created_at_ms)
     VALUES (@id, @name, @role, @granted, @revoked, @language, @digits, @pinHash, @atMs)`,
  ).run({ ...columns(person), id: person.id, pinHash: person.pinHash, atMs: person.atMs });
}

export function updateMember(tx: Tx, person: StaffSettings & { id: string }): void {
  tx.prepare(
    `UPDATE staff SET name = @name, role = @role, granted = @granted, revoked = @revoked,
            language = @language, digits = @digits
      WHERE id = @id`,
  ).run({ ...columns(person), id: person.id });
}

export function updatePin(tx: Tx, id: string, pinHash: string): void {
  tx.prepare('UPDATE staff SET pin_hash = ? WHERE id = ?').run(pinHash, id);
}

export function removeMember(tx: Tx, id: string, atMs: number): void {
  tx.prepare('UPDATE staff SET removed_at_ms = ? WHERE id = ?').run(atMs, id);
}

export function insertSession(
  tx: Tx,
  session: { tokenHash: string; staffId: string; untilMs: number },
): void {
  tx.prepare(
    'INSERT INTO staff_sessions (token_hash, staff_id, until_ms) VALUES (@tokenHash, @staffId, @untilMs)',
  ).run(session);
}

/** Whose session it is, while it lasts. */
export function findSession(db: Db, tokenHash: string, nowMs: number): string | undefined {
  return db
    .prepare<[string, number], { staffId: string }>(
      'SELECT staff_id AS staffId FROM staff_sessions WHERE token_hash = ? AND until_ms > ?',
    )
    .get(tokenHash, nowMs)?.staffId;
}

export function deleteSession(tx: Tx, tokenHash: string): void {
  tx.prepare('DELETE FROM staff_sessions WHERE token_hash = ?').run(tokenHash);
}

/** Of one person, and everybody's that are over. */
export function deleteSessions(tx: Tx, staffId: string, nowMs: number): void {
  tx.prepare('DELETE FROM staff_sessions WHERE staff_id = ? OR until_ms <= ?').run(staffId, nowMs);
}

/** Everybody is signed out everywhere. */
export function forgetSignIns(tx: Tx): void {
  tx.exec('DELETE FROM staff_sessions');
}

/** @returns false when the person is at work already */
export function beginWork(tx: Tx, time: { id: string; staffId: string; atMs: number }): boolean {
  const { changes } = tx
    .prepare(
      `INSERT INTO work_times (id, staff_id, in_at_ms) VALUES (@id, @staffId, @atMs)
       ON CONFLICT (staff_id) WHERE out_at_ms IS NULL DO NOTHING`,
    )
    .run(time);
  return changes === 1;
}

/** @returns false when the person was not at work */
export function endWork(tx: Tx, staffId: string, atMs: number): boolean {
  const { changes } = tx
    .prepare(
      'UPDATE work_times SET out_at_ms = max(in_at_ms, ?) WHERE staff_id = ? AND out_at_ms IS NULL',
    )
    .run(atMs, staffId);
  return changes === 1;
}

export function listWorkTimes(db: Db, fromMs: number, toMs: number): WorkTime[] {
  return db
    .prepare<[number, number], WorkTime>(
      `SELECT work_times.id, staff_id AS staffId, name, in_at_ms AS inAtMs, out_at_ms AS outAtMs
         FROM work_times JOIN staff ON staff.id = staff_id
        WHERE in_at_ms >= ? AND in_at_ms < ? ORDER BY in_at_ms`,
    )
    .all(fromMs, toMs);
}

export function insertDeed(tx: Tx, deed: StaffDeed): void {
  tx.prepare(
    `INSERT INTO staff_deeds (id, at_ms, staff_id, name, action, target, permission, approved_by)
     VALUES (@id, @atMs, @staffId, @name, @action, @target, @permission, @approvedBy)`,
  ).run(deed);
}

const pageSize = 200;

export function listDeeds(db: Db, beforeMs: number): StaffDeed[] {
  return db
    .prepare<[number], StaffDeed>(
      `SELECT id, at_ms AS atMs, staff_id AS staffId, name, action, target, permission,
              approved_by AS approvedBy
         FROM staff_deeds WHERE at_ms < ? ORDER BY at_ms DESC, place DESC LIMIT ${pageSize}`,
    )
    .all(beforeMs);
}
