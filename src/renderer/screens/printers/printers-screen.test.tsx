import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AppError } from '../../../shared/contract/errors.ts';
import { buildPrintJob } from '../../testing/build-order.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

const at = '#/printers';

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

  test('a first printer is added with what is needed to reach it', async () => {
    const given = givenBranch();
    await given.branch.api.removePrinter({ id: 'prn_1' });
    const { user, branch } = renderTill(given, { at });
    expect(await screen.findByText('No printer yet')).toBeTruthy();

    await user.click((await screen.findAllByRole('button', { name: 'Add printer' }))[0] as Element);
    await user.type(await screen.findByLabelText('Name'), 'Grill');
    await user.type(screen.getByLabelText('Address'), '192.168.1.77');
    await user.selectOptions(screen.getByLabelText('Model'), 'Epson TM-T20');
    await user.click(screen.getByRole('button', { name: 'Save' }));

    expect(await screen.findByRole('heading', { name: 'Grill' })).toBeTruthy();
    const { printers } = await branch.api.listPrinters({});
    expect(printers[0]).toMatchObject({
      name: 'Grill',
      connection: { kind: 'tcp', host: '192.168.1.77', port: 9100 },
      profile: 'epson-tm-t20',
    });
  });

  test('a wrong address is told under its field and nothing is sent', async () => {
    const given = givenBranch();
    const { user, branch } = renderTill(given, { at });

    await user.click(await screen.findByRole('button', { name: 'Add printer' }));
    await user.type(await screen.findByLabelText('Name'), 'Grill');
    await user.type(screen.getByLabelText('Address'), 'not an address!');
    await user.click(screen.getByRole('button', { name: 'Save' }));

    expect(await screen.findByText('Write an address such as 192.168.1.50.')).toBeTruthy();
    expect((await branch.api.listPrinters({})).printers).toHaveLength(1);
  });

  test('removing says first what it means', async () => {
    const given = givenBranch();
    const { user, branch } = renderTill(given, { at });

    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    const question = within(await screen.findByRole('group', { name: /Kitchen 1/ }));
    expect(
      question.getByText('Tickets that wait for it will wait for the next printer.'),
    ).toBeTruthy();
    await user.click(question.getByRole('button', { name: 'Remove' }));

    await waitFor(async () => expect((await branch.api.listPrinters({})).printers).toEqual([]));
  });

  test('a test print that cannot be sent says why', async () => {
    const given = givenBranch();
    given.branch.failNext('testPrinter', new AppError('printer.unreachable', 'timeout'));
    const { user } = renderTill(given, { at });

    await user.click(await screen.findByRole('button', { name: 'Print a test' }));

    expect(plain((await screen.findByRole('alert')).textContent)).toContain(
      'The printer did not answer.',
    );
  });
});

describe('the ticket queue', () => {
  test('a waiting ticket can be taken out', async () => {
    const given = givenBranch();
    given.branch.printJobs.push(
      buildPrintJob({ state: 'blocked', problem: 'paper_out', printedAtMs: null }),
    );
    const { user } = renderTill(given, { at });

    await user.click(await screen.findByRole('button', { name: 'Do not print' }));

    expect(await screen.findByText('No ticket is waiting.')).toBeTruthy();
  });

  test('a ticket held for want of a printer says so', async () => {
    const given = givenBranch();
    given.branch.printJobs.push(buildPrintJob({ state: 'held', problem: 'no_printer' }));
    renderTill(given, { at });

    expect(await screen.findByText('Waits for a printer')).toBeTruthy();
  });
});
