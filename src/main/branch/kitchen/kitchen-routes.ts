import type { FastifyInstance } from 'fastify';
import { kitchenRoutes as routes } from '../../../shared/contract/kitchen.ts';
import type { CallingTerminal } from '../http/calling-terminal.ts';
import { serve } from '../http/route.ts';
import type { KitchenService } from './kitchen-service.ts';
import type { Shown } from './tickets.ts';

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
  return async (app: FastifyInstance) => {
    serve(app, routes.kitchenBoard, ({ stationId }, { terminal }) =>
      kitchen.board(shownAt(terminal, stationId)),
    );
    serve(app, routes.strikeLine, ({ place, struck, ...key }, { terminal }) => {
      kitchen.strike(shownAt(terminal), key, { place, struck });
      return {};
    });
    serve(app, routes.bumpTicket, (key, { terminal }) => {
      kitchen.bump(shownAt(terminal), key);
      return {};
    });
    serve(app, routes.recallTicket, (key, { terminal }) => {
      kitchen.recall(shownAt(terminal), key);
      return {};
    });
    serve(app, routes.acknowledgeTicket, (key, { terminal }) => {
      kitchen.acknowledge(shownAt(terminal), key);
      return {};
    });
    serve(app, routes.pickupNumbers, (_input, { terminal }) => ({
      ...kitchen.pickup(deps.screen(terminal.id)?.showNames ?? false),
      branchName: deps.branchName(),
      serverTimeMs: deps.nowMs(),
    }));
  };
}
