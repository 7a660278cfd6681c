import type { FastifyInstance } from 'fastify';
import { ruleRoutes as routes } from '../../../shared/contract/rules.ts';
import { serve } from '../http/route.ts';
import type { BusyDesk } from './busy-mode.ts';
import type { RulesService } from './rules-service.ts';

export function rulesRoutes(rules: RulesService, busy: BusyDesk) {
  return async (app: FastifyInstance) => {
    serve(app, routes.readRules, () => rules.read());
    serve(app, routes.addRule, (settings) => ({ rules: rules.add(settings) }));
    serve(app, routes.changeRule, (rule) => ({ rules: rules.change(rule) }));
    serve(app, routes.removeRule, ({ id }) => ({ rules: rules.remove(id) }));
    serve(app, routes.placeRule, ({ id, place }) => ({ rules: rules.place(id, place) }));
    serve(app, routes.readBusy, () => ({ busy: busy.read() }));
    serve(app, routes.startBusy, (wish, { caller }) => ({ busy: busy.start(wish, caller.name) }));
    serve(app, routes.endBusy, () => {
      busy.end();
      return { busy: null };
    });
  };
}
