import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { buildFoundPrinter, buildStation } from '../../testing/build-printing.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

const at = '#/printers/new';

function givenNoPrinter() {
  const given = givenBranch();
  given.branch.printing.printers.clear();
  given.branch.printing.world.discovery.found.push(buildFoundPrinter());
  return given;
}

type User = ReturnType<typeof renderTill>['user'];
const next = (user: User) => screen.findByRole('button', { name: 'Next' }).then(user.click);
const step = (name: string) => screen.findByRole('heading', { level: 2, name });
const chooseFound = async (user: User) =>
  user.click(await screen.findByRole('button', { name: /EPSON TM-T20III/ }));

describe('the first printer', () => {
  test('is found, measured, named and proved, and prints everything from then on', async () => {
    const { user, branch } = renderTill(givenNoPrinter(), { at });
    await step('Which printer?');
    await chooseFound(user);

    await step('Is it there?');
    expect(await screen.findByText('It answers and is ready.')).toBeTruthy();
    expect(screen.getByText('answers GS I with TM-T20III')).toBeTruthy();
    await next(user);

    await step('How wide does it print?');
    await user.click(screen.getByRole('button', { name: 'Print the ruler' }));
    expect(await screen.findByText('The ruler is printed.')).toBeTruthy();
    await user.click(screen.getByRole('radio', { name: '512' }));
    await next(user);

    await step('What is it for?');
    expect(branch.printing.printers.size).toBe(0);
    await user.click(screen.getByRole('button', { name: 'Kitchen' }));
    await user.click(screen.getByRole('button', { name: 'Add and print a test page' }));

    expect(plain((await screen.findByRole('heading', { level: 2 })).textContent)).toBe(
      'Kitchen is added',
    );
    expect(await screen.findByText('Printed')).toBeTruthy();
    expect([...branch.printing.printers.values()]).toMatchObject([
      { name: 'Kitchen', profile: 'epson-tm-t20', widthDots: 512, drawer: 'none' },
    ]);
    expect(branch.printing.stations.map(({ prints, isDefault }) => [prints, isDefault])).toEqual([
      ['kitchen', true],
      ['receipt', true],
      ['courier_slip', true],
      ['report', true],
    ]);
    await user.click(screen.getByRole('button', { name: 'Yes, done' }));
    await waitFor(() => expect(location.hash).toBe('#/printers'));
  });

  test('leaves nothing behind when it is given up before the end', async () => {
    const { user, branch } = renderTill(givenNoPrinter(), { at });
    await chooseFound(user);
    await next(user);
    await next(user);
    await user.type(await screen.findByLabelText('Name'), 'Grill');

    await user.click(screen.getByRole('link', { name: 'Cancel' }));

    expect(await screen.findByText('No printer yet')).toBeTruthy();
    expect(branch.printing.printers.size).toBe(0);
    expect(branch.printing.stations).toEqual([]);
  });

  test('keeps what was chosen when the person goes back', async () => {
    const { user } = renderTill(givenNoPrinter(), { at });
    await chooseFound(user);
    await next(user);
    await user.click(await screen.findByRole('radio', { name: '432' }));
    await next(user);
    await user.type(await screen.findByLabelText('Name'), 'Grill');

    await user.click(screen.getByRole('button', { name: 'Back' }));
    const width = await screen.findByRole<HTMLInputElement>('radio', { name: '432' });
    expect(width.checked).toBe(true);
    await next(user);

    expect((await screen.findByLabelText<HTMLInputElement>('Name')).value).toBe('Grill');
  });

  test('must have a name', async () => {
    const { user, branch } = renderTill(givenNoPrinter(), { at });
    await chooseFound(user);
    await next(user);
    await next(user);

    await user.click(await screen.findByRole('button', { name: 'Add and print a test page' }));

    expect(await screen.findByText('Give it a name of up to 40 letters.')).toBeTruthy();
    expect(branch.printing.printers.size).toBe(0);
  });
});

describe('finding', () => {
  test('says how far the search is and what could not be searched', async () => {
    const given = givenNoPrinter();
    given.branch.printing.world.discovery = {
      running: true,
      done: 100,
      total: 254,
      found: [],
      failed: [{ source: 'usb', code: 'usb.no_access' }],
    };
    renderTill(given, { at });

    const progress = await screen.findByRole<HTMLProgressElement>('progressbar');

    expect([progress.value, progress.max]).toEqual([100, 254]);
    expect(screen.getByText('USB could not be searched.')).toBeTruthy();
    expect(screen.getByText('usb.no_access')).toBeTruthy();
  });

  test('ends when a printer is chosen, so that nothing else speaks to it', async () => {
    const given = givenNoPrinter();
    const { world } = given.branch.printing;
    world.discovery = { ...world.discovery, running: true };
    const { user } = renderTill(given, { at });

    await chooseFound(user);

    await waitFor(() => expect(world.discovery.running).toBe(false));
  });

  test('one that is added already is shown but not offered again', async () => {
    const given = givenBranch();
    given.branch.printing.world.discovery.found.push(buildFoundPrinter({ printerId: 'prn_1' }));
    renderTill(given, { at });

    expect(plain((await screen.findByText(/^Already added as/)).textContent)).toBe(
      'Already added as Kitchen 1',
    );
    expect(screen.queryByRole('button', { name: /EPSON/ })).toBeNull();
  });

  test('nothing found says what to look at', async () => {
    const given = givenNoPrinter();
    given.branch.printing.world.discovery.found = [];
    renderTill(given, { at });

    expect(await screen.findByText('No printer found')).toBeTruthy();
    expect(screen.getByText(/Is it switched on and in the same network/)).toBeTruthy();
  });

  test('every kind of connection can be entered by hand', async () => {
    const { user, branch } = renderTill(givenNoPrinter(), { at });
    await user.click(await screen.findByText('Not in the list? Enter it by hand'));
    const kinds = within(screen.getByLabelText('Connected by')).getAllByRole('option');
    expect(kinds).toHaveLength(6);

    await user.selectOptions(screen.getByLabelText('Connected by'), 'Serial line');
    await next(user);
    expect(screen.getByText('Write where it is, for example COM3.')).toBeTruthy();
    await user.type(screen.getByLabelText('Path'), 'COM7');
    await next(user);

    await step('Is it there?');
    await user.click(screen.getByRole('button', { name: 'Find the speed' }));
    expect(plain((await screen.findByText(/^It answers at/)).textContent)).toBe(
      'It answers at 19200.',
    );
    expect(branch.printing.printers.size).toBe(0);
  });

  test('a serial line on which nothing answers leaves the speed to the person', async () => {
    const given = givenNoPrinter();
    given.branch.printing.world.baud = null;
    const { user } = renderTill(given, { at });
    await user.click(await screen.findByText('Not in the list? Enter it by hand'));
    await user.selectOptions(screen.getByLabelText('Connected by'), 'Serial line');
    await user.type(screen.getByLabelText('Path'), 'COM7');
    await next(user);

    await user.click(await screen.findByRole('button', { name: 'Find the speed' }));

    expect(await screen.findByText(/Nothing answered at any speed/)).toBeTruthy();
    await user.selectOptions(screen.getByLabelText('Speed'), '38400');
    expect(screen.getByLabelText<HTMLSelectElement>('Speed').value).toBe('38400');
  });
});

describe('checking', () => {
  test('a printer without paper says so, and can be asked again', async () => {
    const given = givenNoPrinter();
    given.branch.printing.world.check = {
      ...given.branch.printing.world.check,
      state: 'paper_out',
    };
    const { user, branch } = renderTill(given, { at });
    await chooseFound(user);
    expect(await screen.findByText('Add paper, then check again.')).toBeTruthy();

    branch.printing.world.check = { ...branch.printing.world.check, state: 'ready' };
    await user.click(screen.getByRole('button', { name: 'Check again' }));

    expect(await screen.findByText('It answers and is ready.')).toBeTruthy();
  });

  test('one that is in use says why it cannot be asked', async () => {
    const given = givenNoPrinter();
    given.branch.failNext('checkPrinter', new AppError('printer.in_use', 'busy'));
    const { user } = renderTill(given, { at });
    await chooseFound(user);

    expect(await screen.findByText(/This printer is printing/)).toBeTruthy();
  });
});

describe('a second printer', () => {
  test('cannot be the first one under another name', async () => {
    const { user } = renderTill(givenBranch(), { at });
    await user.click(await screen.findByText('Not in the list? Enter it by hand'));
    await user.type(screen.getByLabelText('Address'), '192.168.1.50');
    await next(user);

    expect(plain((await screen.findByText(/^Already added as/)).textContent)).toContain(
      'Kitchen 1',
    );
    const onwards = await screen.findByRole<HTMLButtonElement>('button', { name: 'Next' });
    await screen.findByText('It answers and is ready.');
    expect(onwards.disabled).toBe(true);
  });

  test('takes over the stations it is given and nothing else', async () => {
    const given = givenBranch();
    given.branch.printing.world.discovery.found.push(buildFoundPrinter());
    given.branch.printing.stations.push(
      buildStation({ isDefault: true }),
      buildStation({ id: 'sta_2', name: 'Drinks' }),
    );
    const { user, branch } = renderTill(given, { at });
    await chooseFound(user);
    await next(user);
    await next(user);
    await user.type(await screen.findByLabelText('Name'), 'Bar');

    await user.click(screen.getByRole('checkbox', { name: /^Drinks/ }));
    await user.selectOptions(screen.getByLabelText('If it cannot print'), 'Kitchen 1');
    await user.click(screen.getByRole('button', { name: 'Add and print a test page' }));
    await screen.findByText('Printed');

    expect(branch.printing.stations.map(({ name, printerId }) => [name, printerId])).toEqual([
      ['Kitchen', 'prn_1'],
      ['Drinks', 'prn_2'],
    ]);
    expect(branch.printing.printers.get('prn_2')?.backups).toEqual(['prn_1']);
  });

  test('is added once, even when its stations could only be given at the second try', async () => {
    const given = givenBranch();
    given.branch.printing.world.discovery.found.push(buildFoundPrinter());
    given.branch.printing.stations.push(buildStation({ name: 'Drinks' }));
    given.branch.failNext('changeStation', new AppError('branch.unreachable', 'gone'));
    const { user, branch } = renderTill(given, { at });
    await chooseFound(user);
    await next(user);
    await next(user);
    await user.type(await screen.findByLabelText('Name'), 'Bar');
    await user.click(screen.getByRole('checkbox', { name: /^Drinks/ }));
    await user.click(screen.getByRole('button', { name: 'Add and print a test page' }));
    expect(await screen.findByText(/The branch server did not answer/)).toBeTruthy();

    await user.click(await screen.findByRole('button', { name: 'Save and print again' }));
    await screen.findByText('Printed');

    expect([...branch.printing.printers.keys()]).toEqual(['prn_1', 'prn_2']);
    expect(branch.printing.stations[0]?.printerId).toBe('prn_2');
  });
});

describe('a test page that is not right', () => {
  async function toTestPage() {
    const till = renderTill(givenNoPrinter(), { at });
    await chooseFound(till.user);
    await next(till.user);
    await next(till.user);
    await till.user.type(await screen.findByLabelText('Name'), 'Grill');
    await till.user.click(screen.getByRole('button', { name: 'Add and print a test page' }));
    await till.user.click(await screen.findByRole('button', { name: 'Something is wrong' }));
    return till;
  }

  test('with garbled letters prints again with every letter drawn', async () => {
    const { user, branch } = await toTestPage();

    await user.click(screen.getByRole('button', { name: 'Draw the letters' }));

    await waitFor(() => expect(branch.printing.jobs).toHaveLength(2));
    expect(branch.printing.printers.get('prn_1')?.text).toBe('raster');
    expect(screen.queryByRole('button', { name: 'Draw the letters' })).toBeNull();
  });

  test('cut off at the side leads to the width and prints again', async () => {
    const { user, branch } = await toTestPage();

    await user.click(screen.getByRole('button', { name: 'Change the width' }));
    expect(
      await screen.findByText(/The row of digits on the test page must be whole/),
    ).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Print the ruler' })).toBeNull();
    await user.click(screen.getByRole('radio', { name: '504' }));
    await next(user);
    await user.click(await screen.findByRole('button', { name: 'Save and print again' }));

    await waitFor(() => expect(branch.printing.jobs).toHaveLength(2));
    expect([...branch.printing.printers.values()]).toMatchObject([{ widthDots: 504 }]);
  });

  test('never opens a drawer unless somebody taps for it', async () => {
    const { user, branch } = renderTill(givenNoPrinter(), { at });
    await chooseFound(user);
    await next(user);
    await next(user);
    await user.type(await screen.findByLabelText('Name'), 'Counter');
    await user.selectOptions(screen.getByLabelText('Cash drawer'), 'Usual wiring (pin 2)');
    await user.click(screen.getByRole('button', { name: 'Add and print a test page' }));
    await screen.findByText('Printed');
    expect(branch.printing.jobs.map(({ kind }) => kind)).toEqual(['test']);

    await user.click(screen.getByRole('button', { name: 'Open the drawer once' }));

    await waitFor(() => expect(branch.printing.jobs[0]?.kind).toBe('drawer'));
  });
});
