import { z } from 'zod';
import { isVoid } from '../../src/shared/contract/order-status.ts';
import type { Hop } from '../../src/shared/contract/order.ts';
import { type UpBody, UpEvent } from '../../src/shared/contract/relay.ts';
import type { EpochMs } from '../../src/shared/kit/clock.ts';
import type { Ids } from '../../src/shared/kit/ids.ts';
import type { OutboundAction } from '../adapters/adapter.ts';
import { saveAvailability, saveBusy } from '../availability/index.ts';
import type { Tx } from '../database/database.ts';
import { addHops, applyChange, findOrder, listHops, type StoredOrder } from '../orders/index.ts';
import { enqueueAction } from '../outbound/index.ts';
import { saveReport, saveTemplate } from '../printing/index.ts';
import type { Device } from './device-login.ts';
import { actionOf } from './up-actions.ts';

export interface EventScope {
  readonly device: Device;
  readonly nowMs: EpochMs;
  readonly ids: Ids;
  /** Told which branches' logs have grown; they are woken after the commit. */
  readonly grown: (branchId: string) => void;
}

type OrderBody = Extract<UpBody, { orderId: string }>;

/** @returns why the event cannot be applied; undefined when it was */
export async function applyEvent(
  tx: Tx,
  scope: EventScope,
  raw: unknown,
): Promise<string | undefined> {
  const parsed = UpEvent.safeParse(raw);
  if (!parsed.success) return z.prettifyError(parsed.error);
  const { id, body } = parsed.data;
  const { device, nowMs, ids, grown } = scope;
  switch (body.kind) {
    case 'order.moved':
    case 'order.delayed':
    case 'order.hops':
      return applyToOrder(tx, scope, body, id);
    case 'print.reported':
      await saveReport(tx, device.branchId, body.report, nowMs);
      return undefined;
    case 'availability.changed':
      await saveAvailability(tx, device, body);
      return undefined;
    case 'busy.changed':
      await saveBusy(tx, device, body);
      return undefined;
    case 'template.saved': {
      const saved = { eventId: id, device, body, nowMs };
      return saveTemplate(tx, saved, { ids, grown });
    }
  }
}

async function applyToOrder(
  tx: Tx,
  scope: EventScope,
  body: OrderBody,
  cause: string,
): Promise<string | undefined> {
  const { branchId } = scope.device;
  const order = await findOrder(tx, body.orderId);
  if (order?.branchId !== branchId) return `no order ${body.orderId} of this branch`;
  switch (body.kind) {
    case 'order.moved': {
      const move = { from: 'branch', branchId, nowMs: scope.nowMs } as const;
      const { applied } = await applyChange(tx, order.id, body.change, move);
      const action = actionOf(body);
      if (applied && action) await tell(tx, scope, { order, action, cause });
      return undefined;
    }
    case 'order.delayed': {
      const { atMs, minutes } = body;
      const action = { action: 'delay', atMs, delayMinutes: minutes } as const;
      if (!isVoid(order.status)) await tell(tx, scope, { order, action, cause });
      return undefined;
    }
    case 'order.hops':
      await addNewHops(tx, order, body.hops);
      return undefined;
  }
}

/** A log that begins again says some things twice; a step happened once. */
async function addNewHops(tx: Tx, order: StoredOrder, hops: readonly Hop[]): Promise<void> {
  const keyOf = ({ hop, atMs, detail }: Hop) => JSON.stringify([hop, atMs, detail]);
  const known = new Set((await listHops(tx, [order.id])).get(order.id)?.map(keyOf));
  const { id: orderId, companyId } = order;
  const added = hops.filter((hop) => !known.has(keyOf(hop)));
  await addHops(
    tx,
    added.map((hop) => ({ ...hop, orderId, companyId })),
  );
}

/** Tells the platform, if it can be told of this at all. */
async function tell(
  tx: Tx,
  { nowMs }: EventScope,
  call: { order: StoredOrder; action: OutboundAction; cause: string },
): Promise<void> {
  if (call.order.order.actions.includes(call.action.action)) {
    await enqueueAction(tx, { ...call, nowMs });
  }
}
