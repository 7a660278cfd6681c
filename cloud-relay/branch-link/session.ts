import { BranchReport, type ChallengeReply } from '../../src/shared/contract/relay.ts';
import { startDelivery } from './deliver.ts';
import type { Device } from './device-login.ts';
import { markSeen } from './devices-repo.ts';
import { keepReports } from './keep-report.ts';
import { openLogs } from './open-logs.ts';
import type { BranchSocket, SessionDeps } from './session-deps.ts';
import { startUpIntake } from './up-intake.ts';

export interface Session {
  readonly device: Device;
  /** Something was appended to the branch's log. */
  wake(): void;
  /** Ends the connection; the logs keep what was not acknowledged. */
  close(why: string): void;
  /** Ends it for good: the branch is told why and asks a person. */
  revoke(): void;
  /** Resolves when the connection has ended and nothing touches the store any more. */
  readonly done: Promise<void>;
}

/** Both logs of a branch that has shown its key, over its socket until that ends. */
export async function openSession(
  deps: SessionDeps,
  socket: BranchSocket,
  device: Device,
  reply: ChallengeReply,
): Promise<Session> {
  const { turns, clock, ids, logger } = deps;
  const logs = await turns.write(async (tx) => {
    await markSeen(tx, [device.id], clock.now());
    return openLogs(tx, device, reply, ids);
  });
  const end = new AbortController();
  const ended = end.signal;
  const close = (why: string) => {
    if (!ended.aborted) logger.info({ ...namesOf(device), why }, 'branch connection closed');
    end.abort();
    socket.disconnect(true);
  };
  socket.once('disconnect', () => end.abort());
  if (!socket.connected) end.abort();
  const reports = keepReports(deps, device, ended);
  socket.on('branch.report', (raw) => {
    const report = BranchReport.safeParse(raw);
    if (report.success && !ended.aborted) reports.keep(report.data);
  });
  const deadEpoch = logs.upMustRestart ? reply.branchEpoch : undefined;
  const intake = startUpIntake(deps, { socket, device, deadEpoch, ended, close });
  socket.emit('session.ready', {
    downEpoch: logs.downEpoch,
    upCursor: logs.upCursor,
    upMustRestart: logs.upMustRestart,
    serverTimeMs: clock.now(),
    branchName: device.branchName,
    companyName: device.companyName,
  });
  const delivery = startDelivery(deps, {
    branchId: device.branchId,
    epoch: logs.downEpoch,
    cursor: logs.downCursor,
    ended,
    send: (batch) => socket.timeout(deps.acknowledgeTimeoutMs).emitWithAck('down.batch', batch),
  });
  const done = delivery.done.then(async ({ why }) => {
    if (why !== '') close(why);
    await intake.idle();
    await reports.idle();
  });
  return {
    device,
    wake: () => delivery.wake(),
    close,
    revoke() {
      socket.emit('session.refused', { code: 'revoked' });
      close('revoked');
    },
    done,
  };
}

/** How a device is named in the log. */
export function namesOf({ id, branchId, companyId }: Device) {
  return { deviceId: id, branchId, companyId };
}
