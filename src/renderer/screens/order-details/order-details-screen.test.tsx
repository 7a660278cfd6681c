import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { buildLine, buildModifier, buildOrder } from '../../testing/build-order.ts';
import { buildPrintJob } from '../../testing/build-printing.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

const at = '#/orders/ord_1';
const section = async (name: string) => within(await screen.findByRole('region', { name }));

describe('the life of an order', () => {
  test('lists every hop with the time since the one before', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder());
    renderTill(given, { at });

    const steps = (await section('Life of the order')).getAllByRole('listitem');

    expect(steps.map((step) => plain(step.textContent))).toEqual([
      expect.stringMatching(/^Platform sent it/),
      expect.stringMatching(/^Relay stored it.*138 ms$/),
      expect.stringMatching(/^Relay queued it for this branch.*4 ms$/),
      expect.stringMatching(/^Branch stored it.*38 ms$/),
    ]);
  });

  test('says in words what was answered and why, and which paper went where', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder());
    given.branch.api.getOrder = async () => ({
      ...given.branch.find('ord_1'),
      history: [],
      hops: [
        { hop: 'answered', atMs: 1, detail: 'reject: closed' },
        { hop: 'platform_told', atMs: 2, detail: 'accept: 204' },
        { hop: 'ticket_sent', atMs: 3, detail: 'T-AB12CD (2) → Kitchen' },
      ],
    });
    renderTill(given, { at });

    const steps = (await section('Life of the order')).getAllByRole('listitem');

    expect(steps.map((step) => plain(step.textContent))).toEqual([
      expect.stringMatching(/^Answered ?Rejected We are closed/),
      expect.stringMatching(/^Platform knows ?Accepted 204/),
      expect.stringMatching(/^Ticket sent to the printer ?T-AB12CD \(2\) → Kitchen/),
    ]);
  });

  test('tells a step that was heard and changed nothing from one that was taken', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder());
    given.branch.api.getOrder = async () => ({
      ...given.branch.find('ord_1'),
      hops: [],
      history: [
        { status: 'cancelled', atMs: 1, by: 'platform', reason: '', taken: true },
        { status: 'preparing', atMs: 2, by: 'platform', reason: '', taken: false },
      ],
    });
    renderTill(given, { at });

    const steps = (await section('Status')).getAllByRole('listitem');

    expect(steps.map((step) => step.textContent?.includes('it changed nothing'))).toEqual([
      false,
      true,
    ]);
  });

  test('is the same whoever reads it: two taps from the board', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder());
    const { user } = renderTill(given);

    await user.click(
      await screen.findByRole('link', { name: (name) => plain(name) === 'Order 101' }),
    );

    expect(await section('Life of the order')).toBeTruthy();
    expect(screen.getByRole('region', { name: /^New/ })).toBeTruthy();
  });
});

describe('the bill', () => {
  test('shows the difference between the platform total and the sum of its parts', async () => {
    const given = givenBranch();
    given.branch.receive(
      buildOrder({
        lines: [buildLine({ quantity: 2, unitPriceMinor: 1_000, totalMinor: 2_000 })],
        charges: [{ kind: 'delivery', name: '', amountMinor: 500 }],
        totalMinor: 2_750,
        totalVerbatim: '2.75',
      }),
    );
    renderTill(given, { at });

    const bill = await section('Bill');

    expect(plain(bill.getByText('Customer pays').parentElement?.textContent)).toBe(
      'Customer pays2.750 JOD',
    );
    expect(plain(bill.getByText('Added up by us').parentElement?.textContent)).toBe(
      'Added up by us2.500 JOD',
    );
    expect(plain(bill.getByText('Difference').parentElement?.textContent)).toBe(
      'Difference0.250 JOD',
    );
    expect(bill.getByText((text) => plain(text).includes('The platform wrote 2.75'))).toBeTruthy();
  });

  test('does not pretend to know a sum when a price is missing', async () => {
    const given = givenBranch();
    given.branch.receive(
      buildOrder({ lines: [buildLine({ unitPriceMinor: null, totalMinor: null })] }),
    );
    renderTill(given, { at });

    expect(
      (await section('Bill')).getByText('Not every price was sent, so we cannot add it up.'),
    ).toBeTruthy();
  });
});

test('what the branch sells itself is not compared with its own sum, and leads to its bill', async () => {
  const given = givenBranch();
  const lines = [buildLine({ quantity: 1, unitPriceMinor: 1_000, totalMinor: 1_000 })];
  // Tax on top of the prices.
  given.branch.receive(
    buildOrder({ platform: 'counter', externalId: 'bil_7', lines, totalMinor: 1_160 }),
  );
  renderTill(given, { at });
  const bill = await section('Bill');
  expect(bill.getByText('Total')).toBeTruthy();
  expect(bill.queryByText('Difference')).toBeNull();
  expect(bill.getByRole('link', { name: 'Open the bill' }).getAttribute('href')).toBe(
    '#/bills/bil_7',
  );
});

test('a dish that was voided at the counter says so and costs nothing', async () => {
  const given = givenBranch();
  const tea = { default: 'شاي', en: 'Tea', ar: 'شاي' };
  const rest = buildLine({ quantity: 1, unitPriceMinor: 1_000, totalMinor: 1_000 });
  const voided = buildLine({ name: tea, totalMinor: 500, voided: true });
  given.branch.receive(buildOrder({ lines: [rest, voided], totalMinor: 1_000 }));
  renderTill(given, { at });
  expect((await screen.findByText('Tea')).closest('li')?.textContent).toContain('Cancelled');
  expect((await section('Bill')).queryByText('Difference')).toBeNull();
});

describe('the sheet', () => {
  test('shows modifiers of modifiers below their parent', async () => {
    const given = givenBranch();
    const inner = buildModifier('On the side', 'على جنب');
    const outer = { ...buildModifier('Garlic', 'ثوم'), modifiers: [inner] };
    given.branch.receive(buildOrder({ lines: [buildLine({ modifiers: [outer] })] }));
    renderTill(given, { at });

    const items = await section('Items');
    const parent = items.getByText('Garlic').closest('li');

    expect(parent && within(parent).getByText('On the side')).toBeTruthy();
  });

  test('reprints with a reason, and the paper says COPY', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder(), { status: 'confirmed', printJobs: [buildPrintJob()] });
    const { user } = renderTill(given, { at });

    await user.click(await screen.findByRole('button', { name: 'Print again' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Ticket was lost' }));

    expect(await (await section('Printing')).findByText('COPY 2')).toBeTruthy();
  });

  test('prints a receipt and a courier slip when somebody asks, the second one as a copy', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder(), { status: 'delivered' });
    const { user, branch } = renderTill(given, { at });
    const printing = await section('Printing');

    await user.click(printing.getByRole('button', { name: 'Receipt' }));
    await waitFor(() => expect(branch.printing.jobs).toHaveLength(1));
    await user.click(printing.getByRole('button', { name: 'Receipt' }));
    expect(await printing.findByText('COPY 2')).toBeTruthy();
    await user.click(printing.getByRole('button', { name: 'Courier slip' }));

    await waitFor(() =>
      expect(branch.printing.jobs.map(({ kind }) => kind)).toEqual([
        'courier_slip',
        'receipt',
        'receipt',
      ]),
    );
  });

  test('a receipt in doubt is answered where its order is read', async () => {
    const given = givenBranch();
    const doubtful = buildPrintJob({ kind: 'receipt', state: 'unknown', problem: 'in_doubt' });
    given.branch.receive(buildOrder(), { status: 'confirmed', printJobs: [doubtful] });
    const { user, branch } = renderTill(given, { at });
    const printing = await section('Printing');
    expect(printing.getByText('Not sure')).toBeTruthy();

    await user.click(printing.getByRole('button', { name: 'Yes, it is there' }));

    await waitFor(() => expect(branch.printing.jobs[0]?.proof).toBe('person'));
  });

  test('a ticket that came out elsewhere says in whose place', async () => {
    const given = givenBranch();
    const moved = buildPrintJob({ printerName: 'Bar', backupFrom: 'Kitchen 1' });
    given.branch.receive(buildOrder(), { status: 'confirmed', printJobs: [moved] });
    renderTill(given, { at });

    const told = await (await section('Printing')).findByText(/^In place of/);

    expect(plain(told.textContent)).toBe('In place of Kitchen 1');
  });

  test('asks for more time with the minutes of the platform', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder({ delayMinutes: [7] }), {
      status: 'confirmed',
      readyByMs: given.clock.now(),
    });
    const { user, branch, clock } = renderTill(given, { at });

    await user.click(await screen.findByRole('button', { name: '7 min' }));

    await waitFor(() => expect(branch.find('ord_1').readyByMs).toBe(clock.now() + 7 * 60_000));
  });

  test('tells doubts about how the order was read in words', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder({ warnings: [{ code: 'item_unknown', detail: 'sku-77' }] }));
    renderTill(given, { at });

    const look = await section('Please look');

    expect(
      look.getByText((text) => plain(text) === 'An item is not in our menu: sku-77'),
    ).toBeTruthy();
  });

  test('says so when the platform keeps the customer to itself', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder({ customer: null }));
    renderTill(given, { at });

    expect(
      (await section('Customer')).getByText("The platform keeps the customer's name to itself."),
    ).toBeTruthy();
  });

  test('an order that is not here says so', async () => {
    renderTill(givenBranch(), { at: '#/orders/ord_404' });

    expect(await screen.findByText('This order is not here any more.')).toBeTruthy();
  });
});
