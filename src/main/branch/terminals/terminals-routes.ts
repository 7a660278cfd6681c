import type { FastifyInstance } from 'fastify';
import {
  terminalRoutes as routes,
  type NetworkView,
  type TerminalSelf,
} from '../../../shared/contract/terminal.ts';
import { addressOf, terminalCookie, type Access } from '../http/access.ts';
import { parseInput, serve } from '../http/route.ts';
import { qrDrawing } from './qr-drawing.ts';
import type { TerminalsService } from './terminals-service.ts';

export interface TerminalsRoutesDeps {
  readonly terminals: TerminalsService;
  /** Terminals whose live line stands. */
  readonly connectedIds: () => ReadonlySet<string>;
  readonly network: () => NetworkView;
  /** Opens or closes the way in, as the settings now say. */
  adjustNetwork(): Promise<void>;
  branch(): Pick<TerminalSelf, 'branchName' | 'timeZone'>;
  nowMs(): number;
  access(): Pick<Access, 'port'>;
}

export function terminalsRoutes(deps: TerminalsRoutesDeps) {
  const { terminals, connectedIds, network } = deps;
  return async (app: FastifyInstance) => {
    serve(app, routes.whoAmI, (_input, { terminal: { id, kind, name, drawerId, denied } }) => {
      const { branchName, timeZone } = deps.branch();
      const self = { id, kind, name, drawerId, denied: [...denied] };
      return { ...self, branchName, timeZone, serverTimeMs: deps.nowMs() };
    });
    serve(app, routes.listTerminals, () => ({
      terminals: terminals.list(connectedIds()),
      network: network(),
      bumpedIsReady: terminals.settings().bumpedIsReady,
    }));
    serve(app, routes.changeNetwork, async (wanted) => {
      terminals.changeSettings(wanted);
      await deps.adjustNetwork();
      return network();
    });
    serve(app, routes.makeEnrolmentCode, (settings) => ({
      ...terminals.makeCode(settings),
      addresses: network().urls.map((url) => ({ url, qr: qrDrawing(url) })),
    }));
    serve(app, routes.changeTerminal, (wanted) => ({
      terminal: terminals.change(wanted, connectedIds()),
    }));
    serve(app, routes.removeTerminal, ({ id }) => {
      terminals.remove(id);
      return {};
    });
    // Not by `serve`: whoever calls has no token yet, and the answer sets a cookie.
    app.route({
      method: routes.enrol.method,
      url: routes.enrol.path,
      handler: async (request, reply) => {
        const { code } = parseInput(routes.enrol.input, request.body);
        const { token, settings } = terminals.enrol(code, addressOf(request.raw));
        reply.headers({
          'set-cookie': terminalCookie(deps.access(), token),
          'cache-control': 'no-store',
        });
        return routes.enrol.reply.parse(settings);
      },
    });
  };
}
