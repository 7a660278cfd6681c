import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { Device } from './device-login.ts';

/** A branch that is connected now. */
export interface BranchPresence {
  readonly branchId: string;
  readonly companyId: string;
  readonly deviceId: string;
  readonly deviceName: string;
  readonly appVersion: string;
  readonly connectedAtMs: EpochMs;
}

export interface PresenceChange {
  readonly branchId: string;
  readonly companyId: string;
  readonly connected: boolean;
}

/** Who is connected, to be asked; a branch that is not listed is dark. */
export interface Presence {
  find(branchId: string): BranchPresence | undefined;
  list(): BranchPresence[];
  /** @returns what ends the listening */
  onChange(listener: (change: PresenceChange) => void): () => void;
}

/** The link's own side of it: one device at a time speaks for a branch. */
export interface PresenceBook extends Presence {
  arrived(device: Device, about: { appVersion: string; connectedAtMs: EpochMs }): void;
  left(device: Device): void;
}

export function createPresence(): PresenceBook {
  const present = new Map<string, BranchPresence>();
  const listeners = new Set<(change: PresenceChange) => void>();
  const tell = ({ branchId, companyId }: Device, connected: boolean) => {
    for (const listener of listeners) listener({ branchId, companyId, connected });
  };
  return {
    find: (branchId) => present.get(branchId),
    list: () => [...present.values()],
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    arrived(device, about) {
      const { id: deviceId, name: deviceName, branchId, companyId } = device;
      present.set(branchId, { branchId, companyId, deviceId, deviceName, ...about });
      tell(device, true);
    },
    left(device) {
      if (present.delete(device.branchId)) tell(device, false);
    },
  };
}
