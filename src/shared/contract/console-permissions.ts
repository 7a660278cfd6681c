import type { Role } from './console-api.ts';

/** What a route of the relay asks of whoever calls it, and what the console shows to whom. */
export type Permission =
  | 'companies.create'
  | 'companies.read'
  | 'users.write'
  | 'branches.read'
  | 'branches.write'
  | 'connections.read'
  | 'connections.write'
  | 'connections.simulate'
  | 'calls.read'
  | 'calls.replay'
  | 'orders.read'
  | 'audit.read'
  | 'papers.print'
  | 'availability.change';

const readOnly = ['companies.read', 'branches.read', 'orders.read'] as const;

/** Everything but `super_admin` is confined to its own company by `Scope`, whatever stands here. */
const granted: Record<Exclude<Role, 'super_admin'>, readonly Permission[]> = {
  company_owner: [
    ...readOnly,
    'users.write',
    'branches.write',
    'connections.read',
    'connections.write',
    'calls.read',
    'calls.replay',
    'audit.read',
    'papers.print',
    'availability.change',
  ],
  branch_manager: [
    ...readOnly,
    'connections.read',
    'calls.read',
    'papers.print',
    'availability.change',
  ],
  call_center: [...readOnly, 'papers.print', 'availability.change'],
  cashier: ['orders.read'],
};

export function may(role: Role, permission: Permission): boolean {
  return role === 'super_admin' || granted[role].includes(permission);
}
