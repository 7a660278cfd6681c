import type { FastifyInstance } from 'fastify';
import { billRoutes as routes, permissions } from '../../../shared/contract/bill.ts';
import { serve } from '../http/route.ts';
import type { Seller } from './bill-desk.ts';
import type { SellingService } from './selling-service.ts';

/** Who sells as long as tills are not told apart: whoever has the till's key may do everything. */
export const atTheTill: Seller = { staffId: 'till', name: 'till', permissions };

export function sellingRoutes(selling: SellingService) {
  return async (app: FastifyInstance) => {
    serve(app, routes.listBills, ({ lane }) => ({ bills: selling.list(lane) }));
    serve(app, routes.getBill, ({ id }) => ({ bill: selling.get(id) }));
    serve(app, routes.openBill, (wish) => ({ bill: selling.open(atTheTill, wish) }));
    serve(app, routes.addLines, (wish) => ({ bill: selling.addLines(atTheTill, wish) }));
    serve(app, routes.changeLine, (wish) => ({ bill: selling.changeLine(atTheTill, wish) }));
    serve(app, routes.voidLine, (wish) => ({ bill: selling.voidLine(atTheTill, wish) }));
    serve(app, routes.discountLine, (wish) => ({ bill: selling.discountLine(atTheTill, wish) }));
    serve(app, routes.discountBill, (wish) => ({ bill: selling.discountBill(atTheTill, wish) }));
    serve(app, routes.changeBill, (wish) => ({ bill: selling.change(atTheTill, wish) }));
    serve(app, routes.holdBill, (wish) => ({ bill: selling.hold(atTheTill, wish) }));
    serve(app, routes.recallBill, (wish) => ({ bill: selling.recall(atTheTill, wish) }));
    serve(app, routes.sendBill, (wish) => ({ bill: selling.send(atTheTill, wish) }));
    serve(app, routes.splitBill, (wish) => ({ bill: selling.split(atTheTill, wish) }));
    serve(app, routes.mergeBill, (wish) => ({ bill: selling.merge(atTheTill, wish) }));
    serve(app, routes.payBill, (wish) => ({ bill: selling.pay(atTheTill, wish) }));
    serve(app, routes.refundBill, (wish) => ({ bill: selling.refund(atTheTill, wish) }));
    serve(app, routes.cancelBill, (wish) => ({ bill: selling.cancel(atTheTill, wish) }));
    serve(app, routes.reprintReceipt, (wish) => {
      selling.reprintReceipt(atTheTill, wish);
      return {};
    });
    serve(app, routes.findCustomers, ({ phone }) => ({ customers: selling.findCustomers(phone) }));
    serve(app, routes.getSellingSettings, () => selling.settings());
    serve(app, routes.changeSellingSettings, (wanted) => selling.changeSettings(atTheTill, wanted));
  };
}
