import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { consoleApi } from '../../src/shared/contract/console-api.ts';
import type {
  BranchReport,
  DownBody,
  PrintRequestReport,
  TemplateSaved,
  UpBody,
  UpEvent,
} from '../../src/shared/contract/relay.ts';
import { minuteMs } from '../../src/shared/kit/clock.ts';
import { type BranchKey, connectBranch, makeKey } from '../branch-link/testing/fake-branch.ts';
import { eventually } from '../outbound/testing/eventually.ts';
import { signatureHeader, signatureOf, testSecret } from '../ingress/testing/test-platform.ts';
import { startTestRelay, type TestRelay } from '../testing/test-relay.ts';
import { requestLifeMs } from './print-routes.ts';

let relay: TestRelay;
let companyId: string;
let branchId: string;
let orderId: string;
let key: BranchKey;
let owner: string;
const connected: ReturnType<typeof connectBranch>[] = [];
beforeEach(async () => {
  relay = await startTestRelay();
  companyId = (await relay.company('Zaytoun')).id;
  branchId = (await relay.branch(companyId)).id;
  owner = await relay.person(companyId, 'company_owner');
  key = await enrol(branchId);
  orderId = await givenOrder('A-1');
});
afterEach(async () => {
  for (const branch of connected.splice(0)) branch.close();
  await relay.stop();
});

async function enrol(id: string): Promise<BranchKey> {
  const { code } = await relay.pairingCode(id);
  const made = makeKey('not known yet');
  const enrolled = await relay.call(consoleApi.enrolDevice, {
    code,
    publicKey: made.publicKey,
    deviceName: 'Counter PC',
  });
  return { ...made, deviceId: enrolled.data.deviceId };
}

async function givenOrder(id: string): Promise<string> {
  const connection = await relay.connection(companyId, {
    platform: 'testeats',
    credentials: { secrets: [testSecret] },
  });
  await relay.storeLink(connection.id, branchId, 'store-1');
  const payload = JSON.stringify({ kind: 'order', id });
  await relay.inject({
    method: 'POST',
    url: new URL(connection.webhookUrl).pathname,
    headers: { 'content-type': 'application/json', [signatureHeader]: signatureOf(payload) },
    payload,
  });
  await relay.ingress.processor.settled();
  return (await relay.call(consoleApi.listOrders, {}, owner)).data.items[0]?.id ?? '';
}

async function connect(as = key) {
  const branch = connectBranch({ url: relay.url, key: as });
  connected.push(branch);
  await branch.ready();
  return branch;
}
type Connected = Awaited<ReturnType<typeof connect>>;

const up = (seq: number, body: UpBody): UpEvent => ({ seq, id: `up-${seq}`, atMs: 1, body });
const heard = <Kind extends DownBody['kind']>(branch: Connected, kind: Kind) =>
  branch.received
    .map(({ body }) => body)
    .filter((body): body is Extract<DownBody, { kind: Kind }> => body.kind === kind);
const requests = async (query: object = {}) =>
  (await relay.call(consoleApi.listPrintRequests, query, owner)).data.items;
const report: BranchReport = {
  printers: [
    { id: 'prn-1', name: 'Grill', state: 'paper_out', stateSinceMs: 1, waitingJobs: 2 },
    { id: 'prn-2', name: 'Counter', state: 'ready', stateSinceMs: 1, waitingJobs: 0 },
  ],
  openOrders: 3,
  waitingJobs: 2,
  printTrouble: { unknown: 1, failed: 0, expired: 0 },
};

describe('how the printers of a branch are', () => {
  const branchView = async () =>
    (await relay.call(consoleApi.listBranches, {}, owner)).data.items[0];

  test('is seen at once, and as it was when the branch went dark', async () => {
    expect((await branchView())?.report).toBeNull();
    const branch = await connect();
    branch.socket.emit('branch.report', report);
    await eventually(async () => expect(await branchView()).toMatchObject({ report }));
    const lastThereMs = relay.clock.now();
    branch.close();
    await eventually(async () => expect((await branchView())?.presence).toBe('offline'));
    relay.clock.advance(20 * minuteMs);

    expect((await branchView())?.report).toEqual({ ...report, atMs: lastThereMs });
  });

  test('was still true when the branch was last there, however long ago it changed', async () => {
    const branch = await connect();
    branch.socket.emit('branch.report', report);
    await eventually(async () => expect(await branchView()).toMatchObject({ report }));
    for (let minutes = 1; minutes <= 3; minutes += 1) {
      relay.clock.advance(minuteMs);
      const seenAtMs = relay.clock.now();
      await eventually(async () => expect((await branchView())?.lastSeenAtMs).toBe(seenAtMs));
      expect((await branchView())?.report?.atMs).toBe(seenAtMs);
    }
  });
});

describe('a paper asked for at the console', () => {
  const ask = (input: object = {}, token = owner) =>
    relay.call(
      consoleApi.printOrder,
      { id: orderId, document: 'kitchen', reason: 'the grill lost it', ...input },
      token,
    );

  test('reaches the branch with who and why, and each step of it comes back', async () => {
    const branch = await connect();
    const { data: asked } = await ask();
    expect(asked).toMatchObject({ outcome: 'sending', papers: [], orderId, branchName: 'Abdoun' });
    await eventually(() =>
      expect(heard(branch, 'print.requested')).toEqual([
        {
          kind: 'print.requested',
          request: {
            id: asked.id,
            document: 'kitchen',
            orderId,
            printerId: null,
            reason: 'the grill lost it',
            by: 'person-1@wasla.example',
            requestedAtMs: relay.clock.now(),
            expiresAtMs: relay.clock.now() + requestLifeMs,
          },
        },
      ]),
    );
    const paper = {
      printJobId: 'job-1',
      printerName: 'Grill',
      state: 'blocked',
      problem: 'paper_out',
      printedAtMs: null,
    } as const;
    const reported = (papers: PrintRequestReport['papers']): UpBody => ({
      kind: 'print.reported',
      report: { requestId: asked.id, outcome: 'taken', why: '', papers },
    });
    await branch.sendUp('epoch-up', [up(1, reported([paper]))]);
    expect(await requests()).toMatchObject([{ outcome: 'taken', papers: [paper] }]);
    const printed = { ...paper, state: 'printed', problem: '', printedAtMs: 77 } as const;
    await branch.sendUp('epoch-up', [up(2, reported([printed]))]);
    expect(await requests({ orderId })).toMatchObject([{ outcome: 'taken', papers: [printed] }]);
    expect(await requests({ orderId: 'another' })).toEqual([]);
  });

  test('waits in the log of a dark branch with the time after which it is not printed', async () => {
    expect((await ask()).data.outcome).toBe('waiting');
    relay.clock.advance(10 * minuteMs);
    const branch = await connect();
    await eventually(() => expect(heard(branch, 'print.requested')).toHaveLength(1));
    const [event] = heard(branch, 'print.requested');
    expect((event?.request.expiresAtMs ?? 0) - relay.clock.now()).toBe(20 * minuteMs);
  });

  test('of a branch that does not come back in time is not printed any more', async () => {
    await ask();
    relay.clock.advance(requestLifeMs + 1);
    expect(await requests()).toMatchObject([{ outcome: 'too_late' }]);
  });

  test('needs a reason that says something', async () => {
    for (const reason of ['', '   ', 'x', 'y'.repeat(121)]) {
      expect((await ask({ reason })).error?.code).toBe('INPUT_INVALID');
    }
    expect(await requests()).toEqual([]);
  });

  test('stands in the log of changes', async () => {
    await ask({ document: 'receipt' });
    const log = await relay.call(consoleApi.listAudit, { area: 'printing' }, owner);
    expect(log.data.items).toMatchObject([
      {
        action: 'print_requested',
        target: { id: orderId, name: 'A-1' },
        details: { document: 'receipt', reason: 'the grill lost it' },
      },
    ]);
  });

  test('is answered by its own branch and no other', async () => {
    const { data: asked } = await ask();
    const other = await connect(await enrol((await relay.branch(companyId, 'Khalda')).id));
    const lie = { requestId: asked.id, outcome: 'refused', why: 'order.not_found', papers: [] };
    await other.sendUp('epoch-up', [up(1, { kind: 'print.reported', report: lie } as UpBody)]);
    expect(await requests()).toMatchObject([{ outcome: 'waiting', papers: [] }]);
  });

  test('can be a test page at a printer the branch has told of, and at no other', async () => {
    const branch = await connect();
    const testPage = (printerId: string) =>
      relay.call(consoleApi.testPrinter, { id: branchId, printerId }, owner);
    expect((await testPage('prn-2')).error?.code).toBe('PRINTER_NOT_FOUND');
    branch.socket.emit('branch.report', report);
    await eventually(async () => expect((await testPage('prn-2')).status).toBe(200));
    await eventually(() =>
      expect(heard(branch, 'print.requested')).toMatchObject([
        { request: { document: 'test', orderId: null, printerId: 'prn-2' } },
      ]),
    );
    expect(await requests({ branchId })).toMatchObject([{ printerName: 'Counter' }]);
    expect((await testPage('prn-9')).error?.code).toBe('PRINTER_NOT_FOUND');
  });
});

describe('a template of the whole company', () => {
  const saved = (version: number, savedAtMs: number, name: string): TemplateSaved => ({
    kind: 'template.saved',
    template: {
      id: 'tpl-1',
      name,
      document: 'kitchen',
      scope: 'company',
      version,
      savedAtMs,
      savedBy: 'Rana',
      elements: [
        {
          id: 'e1',
          kind: 'rule',
          line: 'solid',
          when: [],
          style: { wide: 1, high: 1, bold: false, inverted: false, boxed: false, align: 'start' },
        },
      ],
    },
    logos: [],
  });
  const names = (branch: Connected) =>
    heard(branch, 'template.saved').map(({ template }) => template.name);
  const current = async () =>
    (
      await relay.store.db
        .selectFrom('template_versions')
        .select('body')
        .where('is_current', '=', 1)
        .execute()
    ).map(({ body }) => (JSON.parse(body) as TemplateSaved).template.name);

  test('goes to the other branches of the company, once, and to nobody else', async () => {
    const here = await connect();
    const khalda = await connect(await enrol((await relay.branch(companyId, 'Khalda')).id));
    const stranger = await relay.company('Qamar');
    const theirs = await connect(await enrol((await relay.branch(stranger.id)).id));
    await here.sendUp('epoch-up', [up(1, saved(1, 5, 'Big numbers'))]);
    await eventually(() => expect(names(khalda)).toEqual(['Big numbers']));
    // A log that begins again says the same event once more.
    await here.sendUp('epoch-2', [up(1, saved(1, 5, 'Big numbers'))]);
    await here.sendUp('epoch-2', [{ ...up(2, saved(2, 6, 'Bigger')), id: 'up-new' }]);
    await eventually(() => expect(names(khalda)).toEqual(['Big numbers', 'Bigger']));
    expect(names(here)).toEqual([]);
    expect(names(theirs)).toEqual([]);
    const log = await relay.call(consoleApi.listAudit, { area: 'printing' }, owner);
    expect(log.data.items).toMatchObject([
      { by: 'Rana', target: { name: 'Bigger' }, details: { branch: 'Abdoun', version: '2' } },
      { by: 'Rana', target: { name: 'Big numbers' } },
    ]);
  });

  test('that two branches changed at once is the later one, and both are kept and told', async () => {
    const here = await connect();
    const khalda = await connect(await enrol((await relay.branch(companyId, 'Khalda')).id));
    await here.sendUp('epoch-up', [up(1, saved(2, 200, 'Later'))]);
    await khalda.sendUp('epoch-up', [{ ...up(1, saved(2, 100, 'Earlier')), id: 'up-k1' }]);
    expect(await current()).toEqual(['Later']);
    await eventually(() => expect(names(here)).toEqual(['Earlier']));
    await eventually(() => expect(names(khalda)).toEqual(['Later']));
    const kept = await relay.store.db.selectFrom('template_versions').selectAll().execute();
    expect(kept).toHaveLength(2);
  });

  test('is there for a branch server that is enrolled later, also in place of an old one', async () => {
    const here = await connect();
    await here.sendUp('epoch-up', [
      up(1, saved(1, 5, 'Old words')),
      up(2, saved(2, 6, 'New words')),
    ]);
    const khalda = await relay.branch(companyId, 'Khalda');
    const first = await connect(await enrol(khalda.id));
    await eventually(() => expect(names(first)).toEqual(['New words']));
    first.close();
    const replacement = await connect(await enrol(khalda.id));
    await eventually(() => expect(names(replacement).at(-1)).toBe('New words'));
  });

  test("that is a branch's own is no business of the company", async () => {
    const here = await connect();
    const own = saved(1, 5, 'Mine');
    const event = { ...own, template: { ...own.template, scope: 'branch' as const } };
    await here.sendUp('epoch-up', [up(1, event)]);
    expect(await current()).toEqual([]);
    const aside = await relay.store.db.selectFrom('unreadable_up_events').selectAll().execute();
    expect(aside).toMatchObject([{ why: "template tpl-1 is not the company's" }]);
  });
});
