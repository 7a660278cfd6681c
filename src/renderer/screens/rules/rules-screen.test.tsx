import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { AcceptRuleSettings } from '../../../shared/contract/rules.ts';
import { minuteMs } from '../../../shared/kit/clock.ts';
import { createTexts } from '../../i18n/i18n.tsx';
import { buildOrder } from '../../testing/build-order.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';
import { ruleSentence } from './rule-words.ts';

const at = '#/rules';
const settings = (part: object = {}) => AcceptRuleSettings.parse({ name: 'Daytime', ...part });

describe('a rule as a sentence', () => {
  const sentence = (language: 'en' | 'ar', part: object = {}) =>
    plain(
      ruleSentence(settings(part), {
        t: createTexts(language, 'latin').t,
        locale: { language, digits: 'latin', timeZone: 'Asia/Amman' },
        currency: 'JOD',
      }),
    );
  const given = {
    platforms: ['talabat', 'careem'],
    hours: { fromMinutes: 600, toMinutes: 1_380 },
    maxTotalMinor: 25_000,
    takesUnknownItems: true,
    takesNotes: true,
    needsPrinter: false,
  };

  test('says when it fits and what happens then', () => {
    expect(sentence('en', given)).toBe(
      'Talabat and Careem, every day 10:00–23:00, while fewer than 15 orders are in the kitchen, up to 25.000 JOD → accept with 20 minutes',
    );
    expect(sentence('ar', given)).toBe(
      'طلبات وكريم، كل يوم 10:00–23:00، ما دام في المطبخ أقل من 15 طلبًا، حتى 25.000 د.أ ← تُقبل بمدة 20 دقيقة',
    );
  });

  test('names what a person should rather look at', () => {
    expect(sentence('en', { days: [5, 4], maxKitchenOrders: null })).toBe(
      "All platforms, Thu and Fri all day, without a customer's note, with dishes of the menu only, while the kitchen's printer can print → accept with 20 minutes",
    );
  });
});

describe('the rules', () => {
  test('a first rule is made in a minute, and what is no number is not saved', async () => {
    const given = givenBranch();
    const { user } = renderTill(given, { at });
    expect(await screen.findByText('No rule yet')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Add a rule' }));
    const form = within(await screen.findByRole('dialog'));
    await user.type(form.getByRole('textbox', { name: /^Name/ }), 'Small');
    const total = form.getByLabelText('Total up to');
    await user.type(total, 'ten');
    await user.click(form.getByRole('button', { name: 'Save' }));
    expect(form.getByText('Write an amount such as 15.000, or nothing.')).toBeTruthy();
    await user.clear(total);
    await user.type(total, '12.5');
    await user.click(form.getByRole('checkbox', { name: 'Talabat' }));
    await user.click(form.getByRole('button', { name: 'Save' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(given.branch.rules.rules).toMatchObject([
      { name: 'Small', maxTotalMinor: 12_500, platforms: ['talabat'] },
    ]);
    expect(await screen.findByText(/^Right now/)).toBeTruthy();
  });

  test('are asked from the top: arrows change the order, the switch takes one out', async () => {
    const given = givenBranch();
    given.branch.rules.rules.push(
      { ...settings(), id: 'rul_1' },
      { ...settings({ name: 'Night' }), id: 'rul_2' },
    );
    const { user } = renderTill(given, { at });
    await user.click(await screen.findByRole('button', { name: 'Ask “⁨Night⁩” earlier' }));
    await waitFor(() => {
      expect(given.branch.rules.rules.map(({ name }) => name)).toEqual(['Night', 'Daytime']);
    });
    await user.click(screen.getByRole('switch', { name: /Night/ }));
    await waitFor(() => expect(given.branch.rules.rules[0]?.isOn).toBe(false));
    expect(plain((await screen.findByText(/^Right now/)).textContent)).toContain('“Daytime”');
  });

  test('the last decisions say why a person was asked', async () => {
    const given = givenBranch();
    given.branch.rules.rules.push({ ...settings(), id: 'rul_1' });
    given.branch.rules.decisions.push({
      orderId: 'o-1',
      displayNumber: '4711',
      platform: 'talabat',
      atMs: 0,
      acceptedBy: null,
      prepMinutes: null,
      misfits: [{ ruleId: 'rul_1', ruleName: 'Daytime', misfit: 'note' }],
    });
    renderTill(given, { at });
    const line = (await screen.findByText('4711')).closest('li');
    expect(plain(line?.textContent)).toContain('“Daytime”: the customer wrote a note');
  });
});

describe('the busy mode', () => {
  test('begins on the board with three answers that stand there, lengthens what is offered, and ends', async () => {
    const given = givenBranch();
    given.branch.receive(buildOrder({ id: 'o-1', acceptByMs: given.clock.now() + 60 * minuteMs }));
    const { user, pass } = renderTill(given);
    const { defaultPrepMinutes } = given.branch.settings;
    await screen.findByRole('button', { name: new RegExp(`Accept.*${defaultPrepMinutes} min`) });
    await user.click(screen.getByRole('button', { name: 'Busy' }));
    await user.click(await screen.findByRole('button', { name: 'Start busy mode' }));

    const longer = defaultPrepMinutes + 15;
    await screen.findByRole('button', { name: new RegExp(`Accept.*${longer} min`) });
    expect(screen.getByText('Busy: 15 more minutes for each order.')).toBeTruthy();
    expect(screen.getByText(/Ends in 30 min/)).toBeTruthy();

    pass(30 * minuteMs);

    await screen.findByRole('button', { name: new RegExp(`Accept.*${defaultPrepMinutes} min`) });
    expect(screen.getByRole('button', { name: 'Busy' })).toBeTruthy();
  });
});
