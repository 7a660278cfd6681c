import { AppError } from '../../shared/contract/errors.ts';
import {
  permissionsOf,
  type StaffMember,
  type staffRoutes,
  type StaffSettings,
} from '../../shared/contract/staff.ts';
import type { Clock } from '../../shared/kit/clock.ts';
import type { BranchApi } from '../api/branch-api.tsx';

type Calls = Pick<BranchApi, keyof typeof staffRoutes>;

export interface FakeStaff {
  readonly calls: Calls;
  /** Puts a person there. */
  hire(name: string, role: StaffSettings['role'], pin: string): StaffMember;
  members(): StaffMember[];
}

/** People with PINs, as the branch keeps them; one till, so that whoever signed in last stands there. */
export function createFakeStaff(clock: Clock, tell: () => void): FakeStaff {
  const people = new Map<string, { member: StaffMember; pin: string }>();
  let signedIn: string | null = null;
  const keep = (id: string, settings: StaffSettings, pin: string): StaffMember => {
    const atWorkSinceMs = people.get(id)?.member.atWorkSinceMs ?? null;
    const member = { ...settings, id, permissions: permissionsOf(settings), atWorkSinceMs };
    people.set(id, { member, pin });
    tell();
    return member;
  };
  const demandPin = (staffId: string, pin: string): StaffMember => {
    const person = people.get(staffId);
    if (person?.pin !== pin) throw new AppError('staff.wrong_pin', 'wrong');
    return person.member;
  };
  const setWork = (member: StaffMember, atWorkSinceMs: number | null) => {
    const changed = { ...member, atWorkSinceMs };
    people.set(member.id, { member: changed, pin: people.get(member.id)?.pin ?? '' });
    tell();
    return { member: changed };
  };
  return {
    members: () => [...people.values()].map(({ member }) => member),
    hire: (name, role, pin) =>
      keep(
        `stf_${people.size + 1}`,
        { name, role, granted: [], revoked: [], language: null, digits: null },
        pin,
      ),
    calls: {
      listStaff: async () => ({
        staff: [...people.values()].map(({ member }) => member),
        me: people.get(signedIn ?? '')?.member ?? null,
        isOpenTill: people.size === 0,
      }),
      addStaff: async ({ pin, ...settings }) => ({
        member: keep(`stf_${people.size + 1}`, settings, pin),
      }),
      changeStaff: async ({ id, pin, ...settings }) => ({
        member: keep(id, settings, pin ?? people.get(id)?.pin ?? ''),
      }),
      removeStaff: async ({ id }) => {
        people.delete(id);
        tell();
        return {};
      },
      signIn: async ({ staffId, pin }) => {
        const me = demandPin(staffId, pin);
        signedIn = staffId;
        return { token: `token of ${staffId} at ${clock.now()}`, me };
      },
      signOut: async () => {
        signedIn = null;
        return {};
      },
      approve: async ({ staffId, pin }) => {
        const { name } = demandPin(staffId, pin);
        return { token: `approval of ${name}`, approvedBy: name };
      },
      clockIn: async ({ staffId, pin }) => setWork(demandPin(staffId, pin), clock.now()),
      clockOut: async ({ staffId, pin }) => setWork(demandPin(staffId, pin), null),
      listWorkTimes: async () => ({ workTimes: [] }),
      listDeeds: async () => ({ deeds: [] }),
    },
  };
}
