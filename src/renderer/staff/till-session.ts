import type { StaffPermission } from '../../shared/contract/staff.ts';

const storageKey = 'wasla.staffToken';

/** A call waits for somebody who may do it. */
export interface Seeking {
  readonly permission: StaffPermission;
  /** With the token of an approval, with `''` once somebody else has signed in, with null when nobody would. */
  readonly answer: (approval: string | null) => void;
}

/** Who stands at this till, as far as calls must say it; outside React, because calls are made there too. */
export interface TillSession {
  /** Empty when nobody is signed in. */
  readonly token: () => string;
  readonly setToken: (token: string) => void;
  /** Asks before the screen. Two calls that ask at once wait for each other. */
  readonly seek: (permission: StaffPermission) => Promise<string | null>;
  readonly seeking: () => Seeking | null;
  readonly onChange: (listener: () => void) => () => void;
}

export function createTillSession(storage: Pick<Storage, 'getItem' | 'setItem'>): TillSession {
  const listeners = new Set<() => void>();
  const queue: Seeking[] = [];
  let token = storage.getItem(storageKey) ?? '';
  const tell = () => listeners.forEach((listener) => listener());
  return {
    token: () => token,
    setToken(next) {
      token = next;
      storage.setItem(storageKey, next);
      tell();
    },
    seek: (permission) =>
      new Promise((resolve) => {
        const seeking: Seeking = {
          permission,
          answer(approval) {
            queue.splice(queue.indexOf(seeking), 1);
            tell();
            resolve(approval);
          },
        };
        queue.push(seeking);
        tell();
      }),
    seeking: () => queue[0] ?? null,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
