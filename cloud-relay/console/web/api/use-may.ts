import { may, type Permission } from '../../../../src/shared/contract/console-permissions.ts';
import { useRead } from './console-api.tsx';

/** Whether the person's role allows it; what it does not allow has no button. False until it is known. */
export function useMay(permission: Permission): boolean {
  const { data } = useRead('profile', {});
  return data !== undefined && may(data.user.role, permission);
}
