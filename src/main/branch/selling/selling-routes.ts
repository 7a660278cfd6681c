import type { FastifyInstance } from 'fastify';
import { billRoutes as routes, type Bill } from '../../../shared/contract/bill.ts';
import type { Route } from '../../../shared/contract/route.ts';
import { serve } from '../http/route.ts';
import type { Seller } from './bill-desk.ts';
import type { SellingService } from './selling-service.ts';

export function sellingRoutes(selling: SellingService) {
  return async (app: FastifyInstance) => {
    const command = <Input>(
      route: Route<Input, { bill: Bill }>,
      carryOut: (by: Seller, wish: Input) => Bill,
    ) =>
      serve(app, route, (wish, { caller: { staffId, name, drawerId } }) => ({
        bill: carryOut({ staffId, name, drawerId }, wish),
      }));
    serve(app, routes.listBills, ({ lane }) => ({ bills: selling.list(lane) }));
    serve(app, routes.getBill, ({ id }) => ({ bill: selling.get(id) }));
    serve(app, routes.findBillByReceipt, ({ number }) => ({
      bill: selling.findByReceipt(number),
    }));
    command(routes.openBill, (by, wish) => selling.open(by, wish));
    command(routes.addLines, (by, wish) => selling.addLines(by, wish));
    command(routes.changeLine, (by, wish) => selling.changeLine(by, wish));
    command(routes.voidLine, (by, wish) => selling.voidLine(by, wish));
    command(routes.discountLine, (by, wish) => selling.discountLine(by, wish));
    command(routes.discountBill, (by, wish) => selling.discountBill(by, wish));
    command(routes.changeBill, (by, wish) => selling.change(by, wish));
    command(routes.holdBill, (by, wish) => selling.hold(by, wish));
    command(routes.recallBill, (by, wish) => selling.recall(by, wish));
    command(routes.sendBill, (by, wish) => selling.send(by, wish));
    command(routes.splitBill, (by, wish) => selling.split(by, wish));
    command(routes.mergeBill, (by, wish) => selling.merge(by, wish));
    command(routes.printCheck, (by, wish) => selling.printCheck(by, wish));
    command(routes.payBill, (by, wish) => selling.pay(by, wish));
    command(routes.takeBackPayment, (by, wish) => selling.takeBack(by, wish));
    command(routes.refundBill, (by, wish) => selling.refund(by, wish));
    command(routes.cancelBill, (by, wish) => selling.cancel(by, wish));
    serve(app, routes.reprintReceipt, (wish, { caller }) => {
      selling.reprintReceipt(caller, wish);
      return {};
    });
    serve(app, routes.findCustomers, ({ phone }) => ({ customers: selling.findCustomers(phone) }));
    serve(app, routes.getSellingSettings, () => selling.settings());
    serve(app, routes.changeSellingSettings, (wanted) => selling.changeSettings(wanted));
  };
}
