import { vi } from 'vitest';
import { consoleApi, outOfEnvelope, type Role } from '../../src/shared/contract/console-api.ts';
import { Envelope } from '../../src/shared/contract/envelope.ts';
import { requestOf, type Route } from '../../src/shared/contract/route.ts';
import { systemIds } from '../../src/shared/kit/ids.ts';
import { silentLogger } from '../../src/shared/kit/logger.ts';
import { seededRandom } from '../../src/shared/kit/random.ts';
import { createFakeClock, type FakeClock } from '../../src/shared/kit/testing/fake-clock.ts';
import type { RelayConfig } from '../config.ts';
import type { RelayDeps } from '../deps.ts';
import { createTestPlatform } from '../ingress/testing/test-platform.ts';
import { patienceMs } from '../outbound/testing/eventually.ts';
import { createRelay } from '../relay.ts';

// Whole relays, whole password hashes: on a busy machine both take their time.
vi.setConfig({ testTimeout: patienceMs, hookTimeout: patienceMs });

export const adminLogin = { email: 'admin@wasla.example', password: 'open sesame, please' };

export interface TestRelayOptions {
  readonly config?: Partial<RelayConfig>;
  readonly deps?: Partial<Omit<RelayDeps, 'clock'>>;
  readonly clock?: FakeClock;
}

export interface Answer<Reply> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The whole body as it came. */
  readonly text: string;
  readonly error: Envelope['error'];
  /** @throws when the call failed */
  readonly data: Reply;
}

export type TestRelay = Awaited<ReturnType<typeof startTestRelay>>;

/**
 * A whole relay on a database that vanishes, listening on a free port of this machine. Only the clock
 * is not real. Without other adapters it knows one test platform.
 */
export async function startTestRelay(options: TestRelayOptions = {}) {
  const clock = options.clock ?? createFakeClock();
  const platform = createTestPlatform();
  const config: RelayConfig = {
    host: '127.0.0.1',
    port: 0,
    dataDir: ':memory:',
    publicUrl: undefined,
    secretKey: Buffer.alloc(32, 9),
    firstAdmin: adminLogin,
    trustedProxies: [],
    metricsToken: undefined,
    updatesDir: undefined,
    logLevel: 'error',
    consoleDir: undefined,
    apiCallsPerWindow: 1_000_000,
    processMetrics: false,
    ...options.config,
  };
  const relay = createRelay(config, {
    clock,
    ids: systemIds,
    random: seededRandom(7),
    logger: silentLogger,
    adapters: { [platform.platform]: platform },
    ...options.deps,
  });
  await relay.start();
  const { inject, call } = callers(relay.inside.app);
  const login = async (email: string, password: string) =>
    (await call(consoleApi.login, { email, password })).data.token;
  const admin = await login(adminLogin.email, adminLogin.password);
  return {
    ...relay.inside,
    relay,
    clock,
    platform,
    /** Token of the super_admin. */
    admin,
    url: relay.url,
    login,
    inject,
    call,
    ...givens(call, admin, login),
    stop: () => relay.stop(),
  };
}

type Call = <Reply>(
  route: Route<unknown, Reply>,
  input?: object,
  token?: string,
) => Promise<Answer<Reply>>;
type App = ReturnType<typeof createRelay>['inside']['app'];

function callers(app: App) {
  const inject = app.inject.bind(app);
  const call: Call = async (route, input = {}, token) => {
    const { method, address, body } = requestOf(route, input);
    const reply = await inject({
      method,
      url: address,
      ...(body && { payload: body }),
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    const envelope = Envelope.parse(reply.json());
    return {
      status: reply.statusCode,
      headers: reply.headers,
      text: reply.body,
      error: envelope.error,
      get data() {
        if (!envelope.success) throw new Error(`${route.path}: ${reply.body}`);
        return route.reply.parse(outOfEnvelope(envelope));
      },
    };
  };
  return { inject, call };
}

/** What a test may assume to be there, made through the API like anybody would. */
function givens(
  call: Call,
  admin: string,
  login: (email: string, password: string) => Promise<string>,
) {
  let count = 0;
  const make = async <Reply>(route: Route<unknown, Reply>, input: object): Promise<Reply> =>
    (await call(route, input, admin)).data;
  const company = (name = 'Zaytoun') =>
    make(consoleApi.createCompany, { name, country: 'JO', currency: 'JOD' });
  const branch = (companyId: string, name = 'Abdoun') =>
    make(consoleApi.createBranch, { companyId, name, timeZone: 'Asia/Amman' });
  return {
    company,
    branch,
    connection: (companyId: string, about: object) =>
      make(consoleApi.createConnection, { companyId, name: 'Main', ...about }),
    storeLink: (connectionId: string, branchId: string, storeId: string) =>
      make(consoleApi.createStoreLink, { id: connectionId, branchId, storeId }),
    pairingCode: (branchId: string) => make(consoleApi.createPairingCode, { id: branchId }),
    /** Somebody of a company, signed in. */
    async person(companyId: string, role: Role): Promise<string> {
      count += 1;
      const email = `person-${count}@wasla.example`;
      const password = 'a long enough password';
      await make(consoleApi.createUser, { companyId, email, password, role });
      return login(email, password);
    },
  };
}
