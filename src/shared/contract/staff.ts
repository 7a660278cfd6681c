import { z } from 'zod';
import { latinDigits } from './digits.ts';
import { route } from './route.ts';

const AtMs = z.int().nonnegative();

/** What a person may be allowed to do at a till of the branch. */
export const staffPermissions = [
  'answer_orders',
  'sell',
  'reprint',
  'change_availability',
  'open_drawer',
  'run_shift',
  'move_cash_out',
  'discount',
  'void_line',
  'cancel_bill',
  'cancel_order',
  'refund',
  'see_reports',
  'change_rules',
  'change_menu',
  'change_printing',
  'change_settings',
  'manage_staff',
] as const;
export const StaffPermission = z.enum(staffPermissions);
export type StaffPermission = z.infer<typeof StaffPermission>;

export const staffRoles = ['kitchen', 'cashier', 'supervisor', 'manager'] as const;
export const StaffRole = z.enum(staffRoles);
export type StaffRole = z.infer<typeof StaffRole>;

const cashier = [
  'answer_orders',
  'sell',
  'reprint',
  'change_availability',
  'open_drawer',
  'run_shift',
] as const;

/** What each role brings; a person may have single permissions more or less. */
export const rolePermissions: Readonly<Record<StaffRole, readonly StaffPermission[]>> = {
  kitchen: ['answer_orders', 'reprint', 'change_availability'],
  cashier,
  supervisor: [
    ...cashier,
    'move_cash_out',
    'discount',
    'void_line',
    'cancel_bill',
    'cancel_order',
    'refund',
    'see_reports',
    'change_rules',
  ],
  manager: staffPermissions,
};

/** Everything a person may do. */
export function permissionsOf(person: {
  readonly role: StaffRole;
  readonly granted: readonly StaffPermission[];
  readonly revoked: readonly StaffPermission[];
}): StaffPermission[] {
  return staffPermissions.filter(
    (permission) =>
      !person.revoked.includes(permission) &&
      (person.granted.includes(permission) || rolePermissions[person.role].includes(permission)),
  );
}

/** Four to eight digits; in Arabic-Indic or Latin, as the keyboard has them. */
export const Pin = z
  .string()
  .transform(latinDigits)
  .pipe(z.string().regex(/^\d{4,8}$/, 'four to eight digits'));

export const StaffSettings = z.object({
  name: z.string().trim().min(1).max(60),
  role: StaffRole,
  granted: z.array(StaffPermission).default([]),
  revoked: z.array(StaffPermission).default([]),
  /** Null: the till's. */
  language: z.enum(['ar', 'en']).nullable().default(null),
  digits: z.enum(['latin', 'arabic']).nullable().default(null),
});
export type StaffSettings = z.infer<typeof StaffSettings>;

export const StaffMember = StaffSettings.extend({
  id: z.string(),
  permissions: z.array(StaffPermission),
  /** When the present working time began; null when not at work. */
  atWorkSinceMs: AtMs.nullable(),
});
export type StaffMember = z.infer<typeof StaffMember>;

/** Somebody at this till. Without any staff the till is open to whoever stands before it, with all permissions. */
export const StaffAtTill = z.object({
  staff: z.array(StaffMember),
  /** Who is signed in here; null: nobody, or no staff at all. */
  me: StaffMember.nullable(),
  isOpenTill: z.boolean(),
});
export type StaffAtTill = z.infer<typeof StaffAtTill>;

export const WorkTime = z.object({
  id: z.string(),
  staffId: z.string(),
  name: z.string(),
  inAtMs: AtMs,
  outAtMs: AtMs.nullable(),
});
export type WorkTime = z.infer<typeof WorkTime>;

/** Something that needed a permission and was done. */
export const StaffDeed = z.object({
  id: z.string(),
  atMs: AtMs,
  staffId: z.string(),
  name: z.string(),
  /** The call, as its method and path: `POST /api/orders/:id/reject`. */
  action: z.string(),
  /** What it was done to, where the call names it. */
  target: z.string(),
  permission: StaffPermission,
  /** Who allowed it with a PIN of their own; empty when it needed nobody else. */
  approvedBy: z.string(),
});
export type StaffDeed = z.infer<typeof StaffDeed>;

/** Headers that say who stands at the till, and who allowed what that person may not. */
export const staffHeader = 'x-wasla-staff';
export const approvalHeader = 'x-wasla-approval';

const Id = z.object({ id: z.string().min(1) });
const MemberReply = z.object({ member: StaffMember });

export const staffRoutes = {
  listStaff: route({
    method: 'GET',
    path: '/api/staff',
    input: z.object({}),
    reply: StaffAtTill,
  }),
  /** The first person must be a manager, and from then on the till asks who stands before it. */
  addStaff: route({
    method: 'POST',
    path: '/api/staff',
    permission: 'manage_staff',
    input: StaffSettings.extend({ pin: Pin }),
    reply: MemberReply,
  }),
  changeStaff: route({
    method: 'PUT',
    path: '/api/staff/:id',
    permission: 'manage_staff',
    input: StaffSettings.extend({ id: z.string().min(1), pin: Pin.optional() }),
    reply: MemberReply,
  }),
  removeStaff: route({
    method: 'DELETE',
    path: '/api/staff/:id',
    permission: 'manage_staff',
    input: Id,
    reply: z.object({}),
  }),
  /** The token goes into the header `x-wasla-staff` of what this person does. */
  signIn: route({
    method: 'POST',
    path: '/api/staff/sign-ins',
    input: z.object({ staffId: z.string(), pin: Pin }),
    reply: z.object({ token: z.string(), me: StaffMember }),
  }),
  signOut: route({
    method: 'DELETE',
    path: '/api/staff/sign-ins',
    input: z.object({}),
    reply: z.object({}),
  }),
  /** Allows one call that needs this permission, within a minute; its token goes into `x-wasla-approval`. */
  approve: route({
    method: 'POST',
    path: '/api/staff/approvals',
    input: z.object({ staffId: z.string(), pin: Pin, permission: StaffPermission }),
    reply: z.object({ token: z.string(), approvedBy: z.string() }),
  }),
  clockIn: route({
    method: 'POST',
    path: '/api/staff/work-times',
    input: z.object({ staffId: z.string(), pin: Pin }),
    reply: MemberReply,
  }),
  clockOut: route({
    method: 'PUT',
    path: '/api/staff/work-times',
    input: z.object({ staffId: z.string(), pin: Pin }),
    reply: MemberReply,
  }),
  listWorkTimes: route({
    method: 'GET',
    path: '/api/staff/work-times',
    permission: 'see_reports',
    input: z.object({ fromMs: z.coerce.number().int(), toMs: z.coerce.number().int() }),
    reply: z.object({ workTimes: z.array(WorkTime) }),
  }),
  /** Newest first. */
  listDeeds: route({
    method: 'GET',
    path: '/api/staff/deeds',
    permission: 'see_reports',
    input: z.object({ beforeMs: z.coerce.number().int().optional() }),
    reply: z.object({ deeds: z.array(StaffDeed) }),
  }),
} as const;
