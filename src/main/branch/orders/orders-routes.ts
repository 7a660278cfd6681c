import type { FastifyInstance } from 'fastify';
import { branchApi } from '../../../shared/contract/branch-api.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
import type { Caller } from '../http/caller.ts';
import { serve } from '../http/route.ts';
import type { OrdersService } from './orders-service.ts';

export function ordersRoutes(orders: OrdersService, clock: Clock) {
  return async (app: FastifyInstance) => {
    serve(app, branchApi.listOrders, ({ lane }) => ({
      orders: orders.list(lane),
      serverTimeMs: clock.now(),
    }));
    serve(app, branchApi.readOrders, ({ ids }) => ({
      orders: orders.some(ids),
      serverTimeMs: clock.now(),
    }));
    serve(app, branchApi.getOrder, ({ id }) => orders.get(id));
    serve(app, branchApi.acceptOrder, ({ id, prepMinutes }, { caller }) => ({
      order: orders.accept(id, prepMinutes, nameOf(caller)),
    }));
    serve(app, branchApi.rejectOrder, ({ id, reason, unavailableItemIds }, { caller }) => ({
      order: orders.reject(id, reason, unavailableItemIds, nameOf(caller)),
    }));
    serve(app, branchApi.moveOrder, ({ id, to }, { caller }) => ({
      order: orders.move(id, to, nameOf(caller)),
    }));
    serve(app, branchApi.cancelOrder, ({ id, reason }, { caller }) => ({
      order: orders.cancel(id, reason, caller),
    }));
    serve(app, branchApi.delayOrder, ({ id, minutes }) => ({ order: orders.delay(id, minutes) }));
    serve(app, branchApi.reprintOrder, ({ id, reason }) => ({ order: orders.reprint(id, reason) }));
  };
}

/** Undefined where nobody is signed in. */
function nameOf({ name }: Caller): string | undefined {
  return name === '' ? undefined : name;
}
