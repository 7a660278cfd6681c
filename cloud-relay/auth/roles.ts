import type { Role } from '../../src/shared/contract/console-api.ts';

/** What a route asks of whoever calls it. */
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
  | 'audit.read';

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
  ],
  branch_manager: [...readOnly, 'connections.read', 'calls.read'],
  call_center: readOnly,
  cashier: ['orders.read'],
};

export function may(role: Role, permission: Permission): boolean {
  return role === 'super_admin' || granted[role].includes(permission);
}
