import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { minuteMs, secondMs } from '../../../shared/kit/clock.ts';
import { buildPrintJob, buildStation } from '../../testing/build-printing.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

const at = '#/printers';

/** The part of the screen that is about one printer or one question. */
async function panelOf(heading: string) {
  const title = await screen.findByRole('heading', { name: heading });
  return within(title.closest('section') as HTMLElement);
}

function givenTwoPrinters() {
  const given = givenBranch();
  given.branch.printing.setPrinter('prn_2', {
    name: 'Bar',
    connection: { kind: 'serial', path: 'COM3', baud: 9_600, flow: 'none' },
  });
  return given;
}

describe('printers', () => {
  test('each says how it is and what to do, and the banner says it too', async () => {
    const given = givenBranch();
    given.branch.setPrinter('prn_1', { state: 'cover_open', waitingJobs: 2 });
    renderTill(given, { at });

    expect(await screen.findByText('Cover is open')).toBeTruthy();
    const told = screen.getAllByText('Close the cover; waiting tickets print by themselves.');
    expect(told).toHaveLength(2);
    expect(screen.getAllByText('2 tickets are waiting.')).toHaveLength(2);
  });

  test('each says how it is connected, for whom it prints and who stands in for it', async () => {
    const given = givenTwoPrinters();
    given.branch.printing.setPrinter('prn_2', { backups: ['prn_1'] });
    given.branch.printing.stations.push(
      buildStation({ name: 'Drinks', printerId: 'prn_2' }),
      buildStation({ id: 'sta_2', name: 'Receipts', prints: 'receipt', printerId: 'prn_2' }),
    );
    renderTill(given, { at });

    const bar = await panelOf('Bar');
    expect(plain((await bar.findByText(/^Serial line/)).textContent)).toBe(
      'Serial line COM3, speed 9600',
    );
    expect(plain((await bar.findByText(/Receipts/)).textContent)).toBe('Drinks and Receipts');
    expect(plain(bar.getByText(/Kitchen 1/).textContent)).toBe('Kitchen 1');
    expect((await panelOf('Kitchen 1')).getByText('No station prints here yet')).toBeTruthy();
  });

  test('what waits for one is sent to another by one tap', async () => {
    const given = givenTwoPrinters();
    given.branch.setPrinter('prn_1', { state: 'paper_out', waitingJobs: 1 });
    given.branch.printing.print({});
    const { user, branch } = renderTill(given, { at });

    await user.click(
      (await panelOf('Kitchen 1')).getByRole('button', { name: /Send its 1 ticket to/ }),
    );

    await waitFor(() =>
      expect(branch.printing.jobs[0]).toMatchObject({
        state: 'printed',
        printerId: 'prn_2',
        backupFrom: 'Kitchen 1',
      }),
    );
  });

  test('a test page is followed until it is on paper', async () => {
    const { user } = renderTill(givenBranch(), { at });

    await user.click(await screen.findByRole('button', { name: 'Print a test' }));

    expect(plain((await screen.findByText('Test page:')).parentElement?.textContent)).toBe(
      'Test page: Printed',
    );
  });

  test('a test page that cannot be sent says why', async () => {
    const given = givenBranch();
    given.branch.failNext('testPrinter', new AppError('printer.unreachable', 'timeout'));
    const { user } = renderTill(given, { at });

    await user.click(await screen.findByRole('button', { name: 'Print a test' }));

    expect(plain((await screen.findByRole('alert')).textContent)).toContain(
      'The printer did not answer.',
    );
  });

  test('a removed one can be taken back for five seconds', async () => {
    const { user, branch, pass } = renderTill(givenBranch(), { at });

    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    expect(screen.getByText(/What waits for it goes to another printer/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    pass(10 * secondMs);

    expect(await screen.findByRole('heading', { name: 'Kitchen 1' })).toBeTruthy();
    expect(branch.printing.printers.size).toBe(1);
  });

  test('a removed one is gone after five seconds, or when the screen is left', async () => {
    const given = givenTwoPrinters();
    const { user, branch, pass } = renderTill(given, { at });
    await user.click((await panelOf('Bar')).getByRole('button', { name: 'Remove' }));
    pass(5 * secondMs);
    await waitFor(() => expect([...branch.printing.printers.keys()]).toEqual(['prn_1']));

    await user.click((await panelOf('Kitchen 1')).getByRole('button', { name: 'Remove' }));
    act(() => void (location.hash = '#/settings'));

    await waitFor(() => expect(branch.printing.printers.size).toBe(0));
  });
});

describe('the settings of a printer', () => {
  test('can all be changed, the order of its backups too', async () => {
    const given = givenTwoPrinters();
    given.branch.printing.setPrinter('prn_3', { name: 'Grill' });
    const { user, branch } = renderTill(given, { at });

    await user.click((await panelOf('Kitchen 1')).getByRole('button', { name: 'Change' }));
    const sheet = within(await screen.findByRole('dialog'));
    await user.selectOptions(sheet.getByLabelText('Connected by'), 'USB');
    await user.type(sheet.getByLabelText("Maker's number"), '04b8');
    await user.type(sheet.getByLabelText('Product number'), '0e28');
    await user.type(sheet.getByLabelText('Width in dots'), '512');
    await user.selectOptions(sheet.getByLabelText('Letters'), 'Drawn by Wasla');
    await user.selectOptions(sheet.getByLabelText('Add a printer'), 'Bar');
    await user.selectOptions(sheet.getByLabelText('Add a printer'), 'Grill');
    await user.click(sheet.getByRole('button', { name: /^Try .*Grill.* earlier$/ }));
    await user.click(sheet.getByRole('button', { name: 'Save' }));

    await waitFor(() =>
      expect(branch.printing.printers.get('prn_1')).toMatchObject({
        connection: { kind: 'usb', vendorId: 0x04b8, productId: 0x0e28 },
        widthDots: 512,
        text: 'raster',
        backups: ['prn_3', 'prn_2'],
      }),
    );
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('one of two alike at USB keeps its socket when it gets another name', async () => {
    const given = givenBranch();
    const usb = { kind: 'usb', vendorId: 0x04b8, productId: 0x0e28, serialNumber: '' } as const;
    given.branch.setPrinter('prn_1', { connection: { ...usb, portPath: '1-1.2' } });
    const { user, branch } = renderTill(given, { at });

    await user.click(await screen.findByRole('button', { name: 'Change' }));
    const sheet = within(await screen.findByRole('dialog'));
    await user.type(sheet.getByLabelText('Name'), 'b');
    await user.click(sheet.getByRole('button', { name: 'Save' }));

    await waitFor(() =>
      expect(branch.printing.printers.get('prn_1')).toMatchObject({
        name: 'Kitchen 1b',
        connection: { portPath: '1-1.2' },
      }),
    );
  });

  test('a wrong address is told under its field and nothing is sent', async () => {
    const { user, branch } = renderTill(givenBranch(), { at });

    await user.click(await screen.findByRole('button', { name: 'Change' }));
    const sheet = within(await screen.findByRole('dialog'));
    await user.clear(sheet.getByLabelText('Address'));
    await user.type(sheet.getByLabelText('Address'), 'not an address!');
    await user.click(sheet.getByRole('button', { name: 'Save' }));

    expect(await sheet.findByText('Write an address such as 192.168.1.50.')).toBeTruthy();
    expect(branch.printing.printers.get('prn_1')?.connection).toMatchObject({
      host: '192.168.1.50',
    });
  });

  test('a branch without one is told how to begin', async () => {
    const given = givenBranch();
    given.branch.printing.printers.clear();
    const { user } = renderTill(given, { at });

    expect(await screen.findByText('No printer yet')).toBeTruthy();
    await user.click(screen.getAllByRole('button', { name: 'Add printer' })[0] as Element);

    await waitFor(() => expect(location.hash).toBe('#/printers/new/find'));
  });
});

describe('a paper in doubt', () => {
  const doubtful = buildPrintJob({
    kind: 'receipt',
    displayNumber: '57',
    state: 'unknown',
    problem: 'in_doubt',
    printedAtMs: null,
  });

  test('asks before everything else whether it is there', async () => {
    const given = givenBranch();
    given.branch.printing.jobs.push(doubtful);
    const { user, branch } = renderTill(given, { at });

    const question = within(await screen.findByRole('region', { name: 'Is it on the paper?' }));
    expect(plain(question.getByText(/Receipt/).textContent)).toBe('Receipt 57');
    await user.click(question.getByRole('button', { name: 'Yes, it is there' }));

    await waitFor(() =>
      expect(branch.printing.jobs[0]).toMatchObject({ state: 'printed', proof: 'person' }),
    );
    expect(screen.queryByRole('region', { name: 'Is it on the paper?' })).toBeNull();
  });

  test('that is not there prints again and says that it may be a second one', async () => {
    const given = givenBranch();
    given.branch.printing.jobs.push(doubtful);
    const { user, branch } = renderTill(given, { at });

    const question = within(await screen.findByRole('region', { name: 'Is it on the paper?' }));
    await user.click(question.getByRole('button', { name: 'No, print it again' }));

    await waitFor(() =>
      expect(branch.printing.jobs[0]).toMatchObject({
        state: 'printed',
        mark: 'possible_duplicate',
      }),
    );
  });

  test('is told on every screen until somebody has answered', async () => {
    const given = givenBranch();
    given.branch.printing.jobs.push(doubtful);
    renderTill(given);

    expect(await screen.findByText('Nobody knows whether 1 paper was printed.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Open the queue' })).toBeTruthy();
  });
});

describe('the print queue', () => {
  const row = async () => within(await screen.findByRole('listitem'));

  test('says of each paper which it is, where it prints, why it waits and for how long', async () => {
    const given = givenBranch();
    const job = buildPrintJob({
      displayNumber: '57',
      stationName: 'Grill',
      state: 'blocked',
      problem: 'paper_out',
      printedAtMs: null,
      createdAtMs: given.clock.now() - 4 * minuteMs,
    });
    given.branch.printing.jobs.push(job);
    renderTill(given, { at });

    const shown = await screen.findByRole('listitem');
    const text = plain(shown.textContent);

    expect(text).toContain('57');
    expect(text).toContain('Kitchen ticket Grill at Kitchen 1');
    expect(text).toContain('Kitchen 1 has no paper. Add paper.');
    expect(text).toContain('for 4 min');
    expect(text).toContain('Waits for the printer');
  });

  test('a waiting paper can be taken out', async () => {
    const given = givenBranch();
    given.branch.printing.jobs.push(buildPrintJob({ state: 'queued', printedAtMs: null }));
    const { user, branch } = renderTill(given, { at });

    await user.click((await row()).getByRole('button', { name: 'Do not print' }));

    expect(await screen.findByText('Nothing waits. What is accepted prints at once.')).toBeTruthy();
    expect(branch.printing.jobs[0]?.state).toBe('cancelled');
  });

  test('a waiting paper can be printed elsewhere, and says in whose place', async () => {
    const given = givenTwoPrinters();
    given.branch.printing.jobs.push(buildPrintJob({ state: 'queued', printedAtMs: null }));
    const { user, branch } = renderTill(given, { at });

    await user.click((await row()).getByRole('button', { name: 'Other printer' }));
    await user.click(await screen.findByRole('menuitem', { name: /^Bar/ }));

    await waitFor(() =>
      expect(branch.printing.jobs[0]).toMatchObject({ printerName: 'Bar', state: 'printed' }),
    );
    await user.click(screen.getByRole('radio', { name: 'All' }));
    expect(plain((await screen.findByRole('listitem')).textContent)).toContain(
      'In place of Kitchen 1',
    );
  });

  test('one that came too late is among the problems and prints when somebody says so', async () => {
    const given = givenBranch();
    given.branch.printing.jobs.push(
      buildPrintJob({ state: 'expired', printedAtMs: null }),
      buildPrintJob({ id: 'T-2' }),
    );
    const { user, branch } = renderTill(given, { at });
    await user.click(await screen.findByRole('radio', { name: /^Problems/ }));

    const problem = await row();
    expect(problem.getByText('Too late to print')).toBeTruthy();
    await user.click(problem.getByRole('button', { name: 'Print now' }));

    await waitFor(() => expect(branch.printing.jobs[0]?.state).toBe('printed'));
  });

  test('a printed one prints again with a reason, as a copy with its number', async () => {
    const given = givenBranch();
    given.branch.printing.jobs.push(buildPrintJob());
    const { user, branch } = renderTill(given, { at });
    await user.click(await screen.findByRole('radio', { name: 'All' }));

    await user.click((await row()).getByRole('button', { name: 'Print again' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Cannot be read' }));

    expect(await screen.findByText('COPY 2')).toBeTruthy();
    expect(branch.printing.jobs[0]).toMatchObject({ copy: 2, reason: 'Cannot be read' });
  });

  test('what the branch refuses is said beside its button', async () => {
    const given = givenBranch();
    given.branch.printing.jobs.push(buildPrintJob({ state: 'failed', problem: 'unprintable' }));
    given.branch.failNext('retryPrintJob', new AppError('print_job.not_offered', 'sending'));
    const { user } = renderTill(given, { at });
    await user.click(await screen.findByRole('radio', { name: /^Problems/ }));

    await user.click((await row()).getByRole('button', { name: 'Print now' }));

    expect(await screen.findByText(/This job has moved on/)).toBeTruthy();
  });

  test('a queue that cannot be read can be asked for again', async () => {
    const given = givenBranch();
    const { listPrintJobs } = given.branch.api;
    given.branch.api.listPrintJobs = () => Promise.reject(new AppError('internal', 'disk'));
    const { user, branch } = renderTill(given, { at });
    expect(await screen.findByText('The print queue cannot be read at the moment.')).toBeTruthy();

    branch.api.listPrintJobs = listPrintJobs;
    await user.click(await screen.findByRole('button', { name: 'Try again' }));

    expect(await screen.findByText('Nothing waits. What is accepted prints at once.')).toBeTruthy();
  });
});

describe('at the counter', () => {
  test('the drawer opens only with a reason', async () => {
    const given = givenBranch();
    given.branch.setPrinter('prn_1', { drawer: 'pin2' });
    const { user, branch } = renderTill(given, { at });

    await user.click(await screen.findByRole('button', { name: 'Open drawer' }));
    expect(branch.printing.jobs).toEqual([]);
    await user.click(await screen.findByRole('menuitem', { name: 'Count the cash' }));

    expect(await screen.findByText('Opened')).toBeTruthy();
    expect(branch.printing.jobs[0]).toMatchObject({ kind: 'drawer', reason: 'Count the cash' });
  });

  test('a printer may open the drawer of another till, and then the counter has none', async () => {
    const given = givenBranch();
    given.branch.setPrinter('prn_1', { drawer: 'pin2', drawerId: 'trm_1' });
    await given.branch.api.makeEnrolmentCode({
      name: 'Bar till',
      kind: 'till',
      stationIds: [],
      drawer: 'own',
      denied: [],
      showNames: false,
    });
    given.branch.terminals.arrive();
    const { user, branch } = renderTill(given, { at });
    expect(await screen.findByText('Bar till')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Open drawer' })).toBeNull();

    await user.click(screen.getByRole('button', { name: 'Change' }));
    await user.selectOptions(await screen.findByLabelText('Whose drawer'), 'Main till');
    await user.click(screen.getByRole('button', { name: 'Save' }));

    await waitFor(() => expect(branch.printing.printers.get('prn_1')?.drawerId).toBe('main'));
    expect(await screen.findByRole('button', { name: 'Open drawer' })).toBeTruthy();
  });

  test('no drawer, no button', async () => {
    renderTill(givenBranch(), { at });

    expect(await screen.findByRole('button', { name: 'Print report' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Open drawer' })).toBeNull();
  });

  test('the report of the day prints by one tap', async () => {
    const { user, branch } = renderTill(givenBranch(), { at });

    await user.click(await screen.findByRole('button', { name: 'Print report' }));

    await waitFor(() => expect(branch.printing.jobs[0]?.kind).toBe('report'));
  });
});
