import type { FastifyInstance } from 'fastify';
import { branchApi } from '../../../shared/contract/branch-api.ts';
import { serve } from '../http/route.ts';
import type { ShiftsService } from './shifts-service.ts';

export function shiftRoutes(shifts: ShiftsService) {
  return async (app: FastifyInstance) => {
    serve(app, branchApi.readShift, (_, { caller }) => shifts.read(caller));
    serve(app, branchApi.openShift, (wish, { caller }) => shifts.open(caller, wish));
    serve(app, branchApi.payIn, (wish, { caller }) => shifts.moveCash('pay_in', caller, wish));
    serve(app, branchApi.payOut, (wish, { caller }) => shifts.moveCash('pay_out', caller, wish));
    serve(app, branchApi.openDrawer, ({ reason }, { caller }) => ({
      printJob: shifts.openDrawer(caller, reason),
    }));
    serve(app, branchApi.printXReport, (_, { caller }) => shifts.printX(caller));
    serve(app, branchApi.closeShift, (wish, { caller }) => shifts.close(caller, wish));
    serve(app, branchApi.listShifts, ({ beforeMs }, { caller }) => ({
      shifts: shifts.list(caller, beforeMs),
    }));
    serve(app, branchApi.readZReport, ({ id }) => ({
      shift: shifts.readZ(id),
    }));
    serve(app, branchApi.reprintZReport, (wish, { caller }) => ({
      printJob: shifts.reprintZ(caller, wish),
    }));
  };
}
