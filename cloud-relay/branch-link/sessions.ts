import type { ChallengeReply } from '../../src/shared/contract/relay.ts';
import type { Device } from './device-login.ts';
import { namesOf, openSession, type Session } from './session.ts';
import type { BranchSocket, SessionDeps } from './session-deps.ts';

/** The branches connected now, one session each. */
export interface Sessions {
  begin(socket: BranchSocket, device: Device, reply: ChallengeReply): Promise<void>;
  find(branchId: string): Session | undefined;
  list(): Session[];
  /** Ends all of them; resolves when none touches the store any more. */
  closeAll(why: string): Promise<void>;
}

export function createSessions(deps: SessionDeps): Sessions {
  const { clock, logger, presence } = deps;
  const byBranch = new Map<string, Session>();
  const unfinished = new Set<Promise<void>>();

  /** The newer connection wins: the older one is usually half dead, and otherwise a copied device. */
  const replace = (device: Device) => {
    const older = byBranch.get(device.branchId);
    if (!older) return;
    const isSameDevice = older.device.id === device.id;
    logger.warn(
      { ...namesOf(device), olderDeviceId: older.device.id },
      isSameDevice ? 'a device came a second time' : 'another device took over the branch',
    );
    older.close('replaced');
  };

  return {
    async begin(socket, device, reply) {
      replace(device);
      const session = await openSession(deps, socket, device, reply);
      unfinished.add(session.done);
      void session.done.finally(() => unfinished.delete(session.done));
      replace(device);
      byBranch.set(device.branchId, session);
      presence.arrived(device, { appVersion: reply.appVersion, connectedAtMs: clock.now() });
      logger.info({ ...namesOf(device), appVersion: reply.appVersion }, 'branch connected');
      const leave = () => {
        if (byBranch.get(device.branchId) !== session) return;
        byBranch.delete(device.branchId);
        presence.left(device);
      };
      socket.once('disconnect', leave);
      if (!socket.connected) leave();
    },
    find: (branchId) => byBranch.get(branchId),
    list: () => [...byBranch.values()],
    async closeAll(why) {
      for (const session of byBranch.values()) session.close(why);
      await Promise.allSettled(unfinished);
    },
  };
}
