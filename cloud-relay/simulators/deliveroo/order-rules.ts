import { hourMs, minuteMs, type EpochMs } from '../../../src/shared/kit/clock.ts';
import { Refused } from '../engine/refused.ts';
import type { SimulatedOrder, SimulatedState, ViolationRule } from '../simulator.ts';
import type { DrooOrder, DrooStatus } from './wire.ts';
import { prepStages } from './wire.ts';

/** placed → accepted or rejected; accepted → confirmed, for scheduled orders only. */
export function judgeUpdate(details: DrooOrder, wanted: DrooStatus): void {
  if (!details.is_tabletless) {
    throw refusal(409, 'illegal_transition', 'the tablet manages orders of this site');
  }
  if (wanted === details.status) {
    throw refusal(409, 'repeated_call', `the order is ${wanted} already`);
  }
  const allowed =
    wanted === 'confirmed'
      ? details.status === 'accepted' && !details.asap
      : details.status === 'placed';
  if (!allowed) {
    const kind = details.asap ? 'ASAP' : 'scheduled';
    throw refusal(409, 'illegal_transition', `${details.status} → ${wanted} (${kind})`);
  }
}

type Stage = (typeof prepStages)[number];

const stageStates: Record<Stage, SimulatedState> = {
  in_kitchen: 'preparing',
  ready_for_collection_soon: 'preparing',
  ready_for_collection: 'ready',
  collected: 'picked_up',
};

/** Stages move forward only, on accepted orders; they may be skipped. `in_kitchen` may repeat with another delay. */
export function judgeStage(
  order: SimulatedOrder,
  previous: Stage | null,
  wanted: { stage: Stage; occurredAt: EpochMs; now: EpochMs },
): SimulatedState {
  const { stage, occurredAt, now } = wanted;
  if (occurredAt < now - hourMs || occurredAt > now + 5 * minuteMs) {
    throw refusal(400, 'body_invalid', 'occurred_at is over 1 h past or 5 min ahead');
  }
  if (!['accepted', 'preparing', 'ready', 'picked_up'].includes(order.state)) {
    throw refusal(409, 'illegal_transition', `${stage} of an order that is ${order.state}`);
  }
  if (stage === previous && stage !== 'in_kitchen') {
    throw refusal(409, 'repeated_call', `${stage} was told before`);
  }
  if (previous && prepStages.indexOf(stage) < prepStages.indexOf(previous)) {
    throw refusal(409, 'illegal_transition', `${previous} → ${stage}`);
  }
  return stageStates[stage];
}

export function refusal(status: number, rule: ViolationRule, message: string): Refused {
  return new Refused({ status, body: { message } }, rule, message);
}
