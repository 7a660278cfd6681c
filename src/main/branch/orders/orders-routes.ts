import type { FastifyInstance } from 'fastify';
import { branchApi } from '../../../shared/contract/branch-api.ts';
import type { Clock } from '../../../shared/kit/clock.ts';
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
    serve(app, branchApi.acceptOrder, ({ id, prepMinutes }) => ({
      order: orders.accept(id, prepMinutes),
    }));
    serve(app, branchApi.rejectOrder, ({ id, reason, unavailableItemIds }) => ({
      order: orders.reject(id, reason, unavailableItemIds),
    }));
    serve(app, branchApi.moveOrder, ({ id, to }) => ({ order: orders.move(id, to) }));
    serve(app, branchApi.delayOrder, ({ id, minutes }) => ({ order: orders.delay(id, minutes) }));
    serve(app, branchApi.reprintOrder, ({ id, reason }) => ({ order: orders.reprint(id, reason) }));
  };
}
