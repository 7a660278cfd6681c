import { errorFields } from '../../src/shared/kit/logger.ts';
import { applyUpBatch, LooseUpBatch } from './apply-up.ts';
import type { Device } from './device-login.ts';
import type { BranchSocket, SessionDeps } from './session-deps.ts';
import { findUpCursor } from './up-cursor.ts';

export interface UpIntakeOptions {
  readonly socket: BranchSocket;
  readonly device: Device;
  /** An epoch whose log is an older copy: nothing of it is applied any more. */
  readonly deadEpoch: string | undefined;
  readonly ended: AbortSignal;
  readonly close: (why: string) => void;
}

/** One batch is in flight by contract; a branch that piles up more than this is cut off. */
const mostWaiting = 4;

/**
 * Takes the branch's batches one after the other and acknowledges each after its commit. What cannot
 * be stored is not acknowledged: the connection ends and the branch says it again.
 *
 * @returns resolves when nothing is being applied
 */
export function startUpIntake(
  deps: SessionDeps,
  options: UpIntakeOptions,
): { idle(): Promise<void> } {
  const { socket, ended, close } = options;
  let waiting = 0;
  let applying = Promise.resolve();

  socket.on('up.batch', (raw, acknowledge) => {
    waiting += 1;
    if (waiting > mostWaiting || typeof acknowledge !== 'function') {
      close('batches out of turn');
      return;
    }
    applying = applying
      .then(async () => {
        if (!ended.aborted) acknowledge(await take(deps, options, raw));
      })
      .catch((error: unknown) => {
        const { branchId } = options.device;
        deps.logger.error({ branchId, ...errorFields(error) }, 'up batch not stored');
        close('batch not stored');
      })
      .finally(() => {
        waiting -= 1;
      });
  });
  return { idle: () => applying };
}

async function take(deps: SessionDeps, options: UpIntakeOptions, raw: unknown) {
  const { store, clock, outbound, wakeups } = deps;
  const { device, deadEpoch } = options;
  const batch = LooseUpBatch.parse(raw);
  const { epoch } = batch;
  if (epoch === deadEpoch) {
    return { epoch, cursor: await findUpCursor(store.db, device.branchId, epoch) };
  }
  const { cursor, toWake } = await applyUpBatch(deps, device, batch, clock.now());
  outbound.poke();
  for (const branchId of toWake) wakeups.wake(branchId);
  return { epoch, cursor };
}
