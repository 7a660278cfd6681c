import type { OrderStatus } from '../../../shared/contract/order-status.ts';
import { waitingKinds, type Waiting, type WaitingOrder } from '../../../shared/contract/waiting.ts';
import type { UpBody } from '../../../shared/contract/relay.ts';
import type { Db } from '../database/index.ts';
import { countWaitingByKind, listWaitingAnswers, type WaitingAnswer } from '../relay-link/index.ts';

/** What each kind of event is to a person. */
const kindOf: Readonly<Record<UpBody['kind'], Waiting['kinds'][number]['kind']>> = {
  'order.moved': 'answers',
  'order.delayed': 'answers',
  'order.hops': 'life',
  'print.reported': 'papers',
  'template.saved': 'templates',
  'availability.changed': 'availability',
  'busy.changed': 'busy',
};

/** Everything this branch has said and the relay has not heard. */
export function readWaiting(db: Db): Waiting {
  const counted = countWaitingByKind(db).map((one) => ({ ...one, kind: kindOf[one.kind] }));
  const kinds = waitingKinds.flatMap((kind) => {
    const mine = counted.filter((one) => one.kind === kind);
    if (mine.length === 0) return [];
    const count = mine.reduce((sum, one) => sum + one.count, 0);
    return [{ kind, count, oldestAtMs: Math.min(...mine.map(({ oldestAtMs }) => oldestAtMs)) }];
  });
  return { kinds, orders: waitingOrders(db) };
}

function waitingOrders(db: Db): WaitingOrder[] {
  const byOrder = Map.groupBy(listWaitingAnswers(db), ({ orderId }) => orderId);
  const timeLeft = ({ answerByMs }: WaitingOrder) => answerByMs ?? Number.MAX_SAFE_INTEGER;
  return [...byOrder]
    .flatMap(([orderId, answers]) => toWaiting(db, orderId, answers))
    .toSorted((a, b) => timeLeft(a) - timeLeft(b) || a.saidAtMs - b.saidAtMs);
}

interface OrderRow {
  readonly number: string;
  readonly platform: string;
  readonly acceptByMs: number | null;
}

function toWaiting(db: Db, orderId: string, answers: readonly WaitingAnswer[]): WaitingOrder[] {
  const order = db
    .prepare<[string], OrderRow>(
      `SELECT body ->> '$.displayNumber' AS number, body ->> '$.platform' AS platform,
              body ->> '$.acceptByMs' AS acceptByMs FROM orders WHERE id = ?`,
    )
    .get(orderId);
  const last = answers.at(-1);
  if (!order || !last) return [];
  const moved = answers.findLast((one) => one.kind === 'order.moved');
  const isFirst = answers.some((one) => one.kind === 'order.moved' && isAnswer(one.change.status));
  return [
    {
      orderId,
      number: order.number,
      platform: order.platform,
      to: moved?.change.status ?? null,
      saidAtMs: last.kind === 'order.moved' ? last.change.atMs : last.atMs,
      answerByMs: isFirst ? order.acceptByMs : null,
    },
  ];
}

function isAnswer(status: OrderStatus): boolean {
  return status === 'confirmed' || status === 'rejected';
}
