import type { FastifyInstance } from 'fastify';
import { kitchenRoutes as routes } from '../../../shared/contract/kitchen.ts';
import type { CallingTerminal } from '../http/calling-terminal.ts';
import { serve, type CallContext } from '../http/route.ts';
import type { Display, KitchenService } from './kitchen-service.ts';
import type { Shown } from './tickets.ts';

/** The counter PC with nobody signed in, as orders name it. */
const namelessTill = 'till';

export interface KitchenRoutesDeps {
  readonly kitchen: KitchenService;
  /** What was decided about an enrolled screen; undefined for the counter PC. */
  screen(id: string): { readonly stationIds: Shown; readonly showNames: boolean } | undefined;
  branchName(): string;
  nowMs(): number;
}

export function kitchenRoutes(deps: KitchenRoutesDeps) {
  const { kitchen } = deps;
  /** A till sees whatever station it asks for. */
  const shownAt = ({ id, kind }: CallingTerminal, stationId?: string): Shown => {
    if (kind === 'kitchen') return deps.screen(id)?.stationIds ?? [];
    return stationId === undefined ? [] : [stationId];
  };
  const displayOf = ({ terminal, caller }: CallContext): Display => ({
    shown: shownAt(terminal),
    by: caller.name || terminal.name || namelessTill,
  });
  return async (app: FastifyInstance) => {
    serve(app, routes.kitchenBoard, ({ stationId }, { terminal }) =>
      kitchen.board(shownAt(terminal, stationId)),
    );
    serve(app, routes.strikeLine, ({ place, struck, ...key }, context) => {
      kitchen.strike(displayOf(context), key, { place, struck });
      return {};
    });
    serve(app, routes.bumpTicket, (key, context) => {
      kitchen.bump(displayOf(context), key);
      return {};
    });
    serve(app, routes.recallTicket, (key, context) => {
      kitchen.recall(displayOf(context), key);
      return {};
    });
    serve(app, routes.acknowledgeTicket, (key, context) => {
      kitchen.acknowledge(displayOf(context), key);
      return {};
    });
    serve(app, routes.pickupNumbers, (_input, { terminal }) => ({
      ...kitchen.pickup(deps.screen(terminal.id)?.showNames ?? false),
      branchName: deps.branchName(),
      serverTimeMs: deps.nowMs(),
    }));
  };
}
