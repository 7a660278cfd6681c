import type { FastifyInstance } from 'fastify';
import { compose, type Part } from '../../../shared/kit/lifecycle.ts';
import type { Tx } from '../database/index.ts';
import { BusyDesk, type BusyDeps } from './busy-mode.ts';
import { createBusyWatch } from './busy-watch.ts';
import { rulesRoutes } from './rules-routes.ts';
import { RulesService, type RulesDeps } from './rules-service.ts';
import { createRulesWatch } from './rules-watch.ts';

export type { JudgedOrders } from './judged-orders.ts';

/** What the branch does without asking: accepting by rules, and hours in which it needs longer. */
export interface Rules {
  readonly watch: Part;
  routes(app: FastifyInstance): Promise<void>;
  /** Says to the relay whether the branch is busy. */
  sayBusy(tx: Tx): void;
}

export function createRules(deps: RulesDeps & BusyDeps): Rules {
  const rules = new RulesService(deps);
  const busy = new BusyDesk(deps);
  return {
    watch: compose('rules', [
      createRulesWatch({ ...deps, rules }),
      createBusyWatch({ ...deps, busy }),
    ]),
    routes: rulesRoutes(rules, busy),
    sayBusy: (tx) => busy.say(tx),
  };
}
