import type { FastifyInstance } from 'fastify';
import { staffRoutes as routes } from '../../../shared/contract/staff.ts';
import { serve } from '../http/route.ts';
import type { StaffService } from './staff-service.ts';

export function staffRoutes(staff: StaffService) {
  return async (app: FastifyInstance) => {
    serve(app, routes.listStaff, (_input, { headers }) => staff.atTill(headers));
    serve(app, routes.addStaff, async (wanted) => ({ member: await staff.add(wanted) }));
    serve(app, routes.changeStaff, async (wanted) => ({ member: await staff.change(wanted) }));
    serve(app, routes.removeStaff, ({ id }) => {
      staff.remove(id);
      return {};
    });
    serve(app, routes.signIn, ({ staffId, pin }) => staff.signIn(staffId, pin));
    serve(app, routes.signOut, (_input, { headers }) => {
      staff.signOut(headers);
      return {};
    });
    serve(app, routes.approve, ({ staffId, pin, permission }) =>
      staff.approve(staffId, pin, permission),
    );
    serve(app, routes.clockIn, async ({ staffId, pin }) => ({
      member: await staff.clockIn(staffId, pin),
    }));
    serve(app, routes.clockOut, async ({ staffId, pin }) => ({
      member: await staff.clockOut(staffId, pin),
    }));
    serve(app, routes.listWorkTimes, ({ fromMs, toMs }) => ({
      workTimes: staff.workTimes(fromMs, toMs),
    }));
    serve(app, routes.listDeeds, ({ beforeMs }) => ({ deeds: staff.deeds(beforeMs) }));
  };
}
