import { Agent, request } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { VirtualPrinter } from '../../../printer/virtual/index.ts';
import { branchApi, tillSocketPath } from '../../../shared/contract/branch-api.ts';
import type { Route } from '../../../shared/contract/route.ts';
import type {
  EnrolmentCode,
  NetworkView,
  Terminal,
  TerminalSelf,
} from '../../../shared/contract/terminal.ts';
import { screenKinds, tillKinds } from '../../../shared/contract/terminal-kind.ts';
import { minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import { CounterClient, givenMenu } from '../selling/testing/counter-client.ts';
import { eventually, printerSettings, Refused, TestBranch } from '../testing/test-branch.ts';
import { codeLifeMs, triesInAll, triesPerAddress } from './enrolment.ts';

// Real sockets on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

/** Another address of this machine stands for another machine's way in. */
const lanHost = '127.0.0.2';

let branch: TestBranch;
const sockets: Socket[] = [];
beforeEach(async () => {
  branch = new TestBranch({ relayUrl: '' });
  await branch.open();
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await branch.end();
});

interface Answer {
  readonly status: number;
  readonly cookie: string;
  readonly body: Record<string, unknown>;
}

const port = () => new URL(branch.url).port;

/** A call from another machine, as its browser makes it. */
function fromNetwork(
  method: string,
  path: string,
  options: { cookie?: string; body?: object; host?: string; from?: string; bearer?: string } = {},
): Promise<Answer | 'no way in'> {
  const origin = `${lanHost}:${port()}`;
  return new Promise((resolve) => {
    const sent = request(
      {
        host: lanHost,
        port: port(),
        path,
        method,
        agent: new Agent(),
        ...(options.from && { localAddress: options.from }),
        headers: {
          host: options.host ?? origin,
          origin: `http://${origin}`,
          ...(options.cookie && { cookie: options.cookie }),
          ...(options.bearer && { authorization: `Bearer ${options.bearer}` }),
          ...(options.body && { 'content-type': 'application/json' }),
        },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? '',
            body: JSON.parse(text || '{}') as Record<string, unknown>,
          }),
        );
      },
    );
    sent.on('error', () => resolve('no way in'));
    sent.end(options.body && JSON.stringify(options.body));
  });
}

async function answered(...call: Parameters<typeof fromNetwork>): Promise<Answer> {
  const answer = await fromNetwork(...call);
  if (answer === 'no way in') throw new Error(answer);
  return answer;
}

const openLan = (lan = true) => branch.call<NetworkView>('PUT', '/api/terminals/network', { lan });
const makeCode = (settings: object) =>
  branch.call<EnrolmentCode>('POST', '/api/terminals/codes', { name: 'Screen', ...settings });

/** A terminal that was enrolled by a code, with its cookie. */
async function enrol(settings: object): Promise<string> {
  const { code } = await makeCode(settings);
  const { status, cookie } = await answered('POST', '/api/enrolments', { body: { code } });
  expect(status).toBe(200);
  return cookie;
}

const me = async (cookie: string) =>
  (await answered('GET', '/api/terminals/me', { cookie })).body as unknown as TerminalSelf;
const terminals = async () =>
  (await branch.call<{ terminals: Terminal[] }>('GET', '/api/terminals')).terminals;

describe('the local network', () => {
  test('stays out until a manager lets it in, and goes when it is sent away', async () => {
    expect(await fromNetwork('GET', '/health')).toBe('no way in');

    expect(await openLan()).toMatchObject({ lan: true, urls: [`http://${lanHost}:${port()}`] });
    expect((await answered('GET', '/health')).status).toBe(200);

    expect(await openLan(false)).toMatchObject({ lan: false, urls: [] });
    expect(await fromNetwork('GET', '/health')).toBe('no way in');
  });

  test('comes back by itself after a restart', async () => {
    await openLan();
    const samePort = Number(port());
    await branch.close();
    await branch.open({ port: samePort });
    expect((await answered('GET', '/health')).status).toBe(200);
  });

  test('can be forced by whoever starts the branch, and then no switch closes it', async () => {
    await branch.close();
    await branch.open({ lan: true });
    expect(await openLan(false)).toMatchObject({ lan: true, lanForced: true });
    expect((await answered('GET', '/health')).status).toBe(200);
  });

  test('is followed to a new address', async () => {
    branch.lanAddresses = [];
    expect(await openLan()).toMatchObject({ urls: [] });
    branch.lanAddresses = [lanHost];
    branch.clock.advance(10 * secondMs);
    await eventually(async () => (await fromNetwork('GET', '/health')) !== 'no way in');
    branch.lanAddresses = [];
    branch.clock.advance(10 * secondMs);
    await eventually(async () => (await fromNetwork('GET', '/health')) === 'no way in');
  });

  test('gets nothing with the token of the installation, which is read along too easily there', async () => {
    await openLan();
    expect((await answered('GET', '/api/state', { bearer: branch.token })).status).toBe(401);
    expect((await answered('GET', `/login?token=${branch.token}`)).status).toBe(401);
  });

  test('may not call under a foreign name', async () => {
    await openLan();
    const cookie = await enrol({ kind: 'kitchen' });
    const foreign = { cookie, host: `evil.example:${port()}` };
    expect((await answered('GET', '/api/terminals/me', foreign)).status).toBe(403);
  });
});

describe('a code', () => {
  beforeEach(() => openLan());
  const tryCode = async (code: string, from?: string) =>
    (await answered('POST', '/api/enrolments', { body: { code }, ...(from && { from }) })).body
      .code;

  test('makes a browser the terminal it was made for, once', async () => {
    const { code, addresses } = await makeCode({ kind: 'kitchen', name: 'Grill screen' });
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/);
    expect(addresses).toMatchObject([{ url: `http://${lanHost}:${port()}` }]);

    const typed = `${code.slice(0, 4).toLowerCase()} - ${code.slice(4)}`;
    const { cookie, body } = await answered('POST', '/api/enrolments', { body: { code: typed } });

    expect(body).toEqual({ kind: 'kitchen', name: 'Grill screen' });
    expect(await me(cookie)).toMatchObject({ kind: 'kitchen', name: 'Grill screen' });
    expect(await tryCode(code)).toBe('terminal.bad_code');
  });

  test('is no key after ten minutes, nor after a newer one was made, nor after a restart', async () => {
    const first = await makeCode({ kind: 'till' });
    const second = await makeCode({ kind: 'till' });
    expect(await tryCode(first.code)).toBe('terminal.bad_code');
    branch.clock.advance(codeLifeMs);
    expect(await tryCode(second.code)).toBe('terminal.bad_code');
    const third = await makeCode({ kind: 'till' });
    const samePort = Number(port());
    await branch.close();
    await branch.open({ port: samePort });
    expect(await tryCode(third.code)).toBe('terminal.bad_code');
  });

  test('cannot be guessed from one address, while others may still try', async () => {
    const { code } = await makeCode({ kind: 'till' });
    for (let tries = 0; tries < triesPerAddress; tries += 1) {
      expect(await tryCode('WRONGONE')).toBe('terminal.bad_code');
    }
    expect(await tryCode(code)).toBe('terminal.wait');
    expect(await tryCode(code, '127.0.0.3')).toBeUndefined();
  });

  test('is worthless after too many guesses in all', async () => {
    const { code } = await makeCode({ kind: 'till' });
    for (let tries = 0; tries < triesInAll; tries += 1) {
      expect(await tryCode('WRONGONE', `127.0.1.${tries + 1}`)).toBe('terminal.bad_code');
    }
    expect(await tryCode(code, '127.0.0.4')).toBe('terminal.wait');
    branch.clock.advance(codeLifeMs);
    expect(await tryCode(code, '127.0.0.4')).toBe('terminal.bad_code');
  });
});

describe('a terminal', () => {
  beforeEach(() => openLan());

  test('keeps its place over a restart, and its token is nowhere to be read', async () => {
    const cookie = await enrol({ kind: 'till', name: 'Second till' });
    const samePort = Number(port());
    await branch.close();
    await branch.open({ port: samePort });
    expect(await me(cookie)).toMatchObject({ kind: 'till', name: 'Second till' });
    const rows = branch.withDatabase((db) =>
      JSON.stringify(db.prepare('SELECT * FROM terminals').all()),
    );
    expect(rows).not.toContain(cookie.split('=')[1]);
  });

  test('is listed with when and where it was last seen, and can be renamed', async () => {
    const cookie = await enrol({ kind: 'pickup', name: 'TV' });
    branch.clock.advance(5 * minuteMs);
    await me(cookie);
    const [tv] = await terminals();
    expect(tv).toMatchObject({ lastAddress: '127.0.0.1', lastSeenAtMs: branch.clock.now() });
    await branch.call('PUT', `/api/terminals/${tv?.id}`, { name: 'Door', showNames: true });
    expect(await terminals()).toMatchObject([{ name: 'Door', kind: 'pickup', showNames: true }]);
  });

  test('that is removed loses its line at once and may call nothing more', async () => {
    const cookie = await enrol({ kind: 'kitchen' });
    const socket = io(`http://${lanHost}:${port()}`, {
      path: tillSocketPath,
      forceNew: true,
      reconnection: false,
      transports: ['websocket'],
      extraHeaders: { cookie, host: `${lanHost}:${port()}`, origin: `http://${lanHost}:${port()}` },
    });
    sockets.push(socket);
    await eventually(() => socket.connected);
    await eventually(async () => (await terminals())[0]?.connected === true);

    const [screen] = await terminals();
    await branch.call('DELETE', `/api/terminals/${screen?.id}`);

    await eventually(() => !socket.connected);
    expect((await answered('GET', '/api/kitchen', { cookie })).status).toBe(401);
    expect(await terminals()).toEqual([]);
  });

  test('may be refused what its people are allowed elsewhere', async () => {
    const cookie = await enrol({ kind: 'till', denied: ['change_settings'] });
    const change = { cookie, body: { defaultPrepMinutes: 20 } };
    expect((await answered('PUT', '/api/settings', change)).body).toMatchObject({
      code: 'terminal.not_allowed',
      details: { permission: 'change_settings' },
    });
    expect((await branch.fetch('PUT', '/api/settings', change.body)).status).toBe(200);
  });
});

describe('a second till', () => {
  beforeEach(() => openLan());

  /** A counter that sells over the network. */
  function counterAt(cookie: string): CounterClient {
    const call = async (method: string, path: string, body?: object) => {
      const { status, body: reply } = await answered(method, path, {
        cookie,
        ...(body && { body }),
      });
      if (status >= 400)
        throw new Refused(status, reply as ConstructorParameters<typeof Refused>[1]);
      return reply;
    };
    return new CounterClient({ call } as TestBranch);
  }

  test('sells on the same bill, and takes no money for what it has not seen', async () => {
    const main = new CounterClient(branch);
    const second = counterAt(await enrol({ kind: 'till' }));
    const { juice } = await givenMenu(branch);
    const opened = await main.add(await main.open(), { productId: juice });
    const seen = await second.read(opened.id);
    await main.add(opened, { productId: juice });

    await expect(second.pay(seen, seen.sums.totalMinor)).rejects.toMatchObject({
      reply: { code: 'bill.changed' },
    });
    const both = await second.add(seen, { productId: juice });
    expect(both.lines).toHaveLength(3);
    expect(await main.read(opened.id)).toEqual(both);
  });

  test('takes money into the drawer it was given', async () => {
    const { juice } = await givenMenu(branch);
    const shared = counterAt(await enrol({ kind: 'till', name: 'A' }));
    const own = counterAt(await enrol({ kind: 'till', name: 'B', drawer: 'own' }));
    for (const counter of [new CounterClient(branch), shared, own]) {
      const bill = await counter.add(await counter.open(), { productId: juice });
      await counter.pay(bill, bill.sums.totalMinor);
    }
    const drawers = branch.withDatabase((db) =>
      db
        .prepare(
          'SELECT drawer_id, count(*) AS sales FROM shift_entries WHERE bill_id IS NOT NULL GROUP BY drawer_id ORDER BY sales',
        )
        .all(),
    );
    const ownTill = (await terminals()).find(({ name }) => name === 'B');
    expect(drawers).toMatchObject([{ drawer_id: ownTill?.id }, { drawer_id: 'main' }]);
  });

  test('opens its own drawer and prints beside it, once a printer is told whose drawer it opens', async () => {
    const { juice } = await givenMenu(branch);
    const cookie = await enrol({ kind: 'till', name: 'B', drawer: 'own' });
    const { drawerId } = await me(cookie);
    const own = counterAt(cookie);
    const [counter, beside] = [await branch.printer(), await branch.printer()];
    const add = (printer: VirtualPrinter, name: string, more: object) =>
      branch.call('POST', '/api/printing/printers', {
        ...printerSettings(printer, name),
        drawer: 'pin2',
        ...more,
      });
    const sell = async () => {
      const bill = await own.add(await own.open(), { productId: juice });
      await own.pay(await own.do('printCheck', bill), bill.sums.totalMinor);
    };
    const places = async () =>
      (await branch.printJobs())
        .filter(({ kind }) => kind !== 'kitchen')
        .map(({ kind, printerName }) => `${kind} at ${printerName}`)
        .toSorted();
    const openByHand = () =>
      answered('POST', '/api/printing/drawer', { cookie, body: { reason: 'change' } });
    await add(counter, 'Counter', {});
    await sell();
    // Nobody is told to take cash out of another till's drawer.
    expect(await places()).toEqual(['guest_check at Counter', 'receipt at Counter']);
    expect((await openByHand()).body).toMatchObject({ code: 'printer.no_drawer' });

    await add(beside, 'Beside B', { drawerId });
    await sell();
    expect(await places()).toEqual([
      'drawer at Beside B',
      'guest_check at Beside B',
      'guest_check at Counter',
      'receipt at Beside B',
      'receipt at Counter',
    ]);
    expect((await openByHand()).status).toBe(200);
  });
});

describe('which terminal may call what', () => {
  const calls = Object.values(branchApi) as Route[];
  const kinds = ['till', ...screenKinds] as const;
  const isAllowed = (route: Route, kind: (typeof kinds)[number]) =>
    (route.terminals ?? tillKinds).includes(kind);

  test('each kind gets the calls of its list and no other, whoever is signed in', async () => {
    await openLan();
    const cookies = new Map<string, string>();
    for (const kind of kinds) cookies.set(kind, await enrol({ kind }));
    const wrong: string[] = [];
    for (const route of calls) {
      const path = route.path.replaceAll(/:[a-zA-Z]+/g, 'x');
      for (const kind of kinds) {
        // What a till may do is decided by the person: only what is kept from every other till is tried.
        if (isAllowed(route, kind) && kind === 'till') continue;
        const { body, status } = await answered(route.method, path, {
          cookie: cookies.get(kind) ?? '',
          ...(route.method !== 'GET' && route.method !== 'DELETE' && { body: {} }),
        });
        const isRefused = status === 403 && body.code === 'terminal.not_allowed';
        if (isRefused === isAllowed(route, kind)) wrong.push(`${kind} ${route.method} ${path}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('a screen changes nothing but what is on it', () => {
    const changing = (kind: 'kitchen' | 'pickup') =>
      calls
        .filter((route) => route.method !== 'GET' && isAllowed(route, kind))
        .map(({ path }) => path);
    expect(changing('pickup')).toEqual(['/api/enrolments']);
    expect(changing('kitchen').every((path) => /^\/api\/(kitchen\/|enrolments)/.test(path))).toBe(
      true,
    );
  });
});
