import type { FastifyInstance } from 'fastify';
import { auditRoutes } from './audit/index.ts';
import { createAttempts } from './auth/attempts.ts';
import { authRoutes } from './auth/auth-routes.ts';
import { createSessionCookie } from './auth/session-cookie.ts';
import { createSessions } from './auth/sessions.ts';
import { availabilityRoutes } from './availability/index.ts';
import type { BranchWakeups } from './branch-log/index.ts';
import type { RelayConfig } from './config.ts';
import { callsRoutes } from './console/calls-routes.ts';
import { ordersRoutes } from './console/orders-routes.ts';
import { pageRoutes } from './console/page-routes.ts';
import { platformCallsRoutes } from './console/platform-calls-routes.ts';
import { providerCheckRoute, providerHealthRoute } from './console/provider-routes.ts';
import { troublesRoute } from './console/troubles-route.ts';
import { docsRoutes } from './http/docs-routes.ts';
import { hangDoor } from './http/door.ts';
import { createApi } from './http/serve.ts';
import type { Ingress } from './ingress/index.ts';
import { createHealth } from './ops/health.ts';
import type { RelayMetrics } from './ops/metrics.ts';
import type { BreakerView } from './outbound/index.ts';
import { printRoutes } from './printing/index.ts';
import { opsRoutes } from './ops/ops-routes.ts';
import { updatesRoutes } from './ops/updates-routes.ts';
import { branchRoutes } from './tenancy/branch-routes.ts';
import { companyRoutes, userRoutes } from './tenancy/company-routes.ts';
import { connectionRoutes } from './tenancy/connection-routes.ts';
import { deviceRoutes } from './tenancy/device-routes.ts';
import { enrolRoute } from './tenancy/enrol-route.ts';
import { menuRoutes } from './tenancy/menu-routes.ts';
import { storeLinkRoutes } from './tenancy/store-link-routes.ts';
import type { TenancyDeps } from './tenancy/tenancy-deps.ts';
import { version } from './version.ts';

export interface RoutesDeps extends TenancyDeps {
  readonly config: RelayConfig;
  readonly metrics: RelayMetrics;
  readonly ingress: Ingress;
  readonly wakeups: Pick<BranchWakeups, 'wake'>;
  readonly breakers: () => readonly BreakerView[];
}

/**
 * Every address of the relay, in three scopes that share nothing but the server: platforms send raw
 * bytes, people and scripts pass the door of the API, and the page brings its own policy.
 */
export async function registerRoutes(app: FastifyInstance, deps: RoutesDeps): Promise<void> {
  const { clock, config, store } = deps;
  const sessions = createSessions({ store, clock });
  const sessionCookie = createSessionCookie(config.publicUrl?.startsWith('https:') ?? false);
  const auth = { sessions, sessionCookie };
  const health = createHealth({ store, clock, version });

  await app.register(deps.ingress.routes);
  await app.register((scope) =>
    opsRoutes(scope, { ...deps, ...auth, health, metricsToken: config.metricsToken }),
  );
  await app.register((scope) => pageRoutes(scope, config.consoleDir));
  await app.register((scope) => updatesRoutes(scope, config.updatesDir));
  await app.register(async (scope) => {
    await hangDoor(scope, {
      ...auth,
      clock,
      logger: deps.logger,
      apiCallsPerWindow: config.apiCallsPerWindow,
      ownOrigin: () => new URL(deps.publicUrl()).origin,
    });
    const api = createApi(scope, clock);
    authRoutes(api, { ...deps, ...auth, attempts: createAttempts(clock) });
    companyRoutes(api, deps);
    userRoutes(api, deps);
    branchRoutes(api, deps);
    deviceRoutes(api, deps);
    enrolRoute(api, { ...deps, attempts: createAttempts(clock) });
    connectionRoutes(api, deps);
    storeLinkRoutes(api, deps);
    menuRoutes(api, deps);
    callsRoutes(api, { ...deps, processor: deps.ingress.processor });
    troublesRoute(api, deps);
    platformCallsRoutes(api, store);
    printRoutes(api, deps);
    availabilityRoutes(api, deps);
    auditRoutes(scope, api, store);
    ordersRoutes(api, store);
    providerHealthRoute(scope, deps);
    providerCheckRoute(api, deps);
    docsRoutes(scope, { ...deps, version, cookieName: sessionCookie.name, served: api.served });
  });
}
