import type { Locator, Page } from '@playwright/test';
import { branchApi } from '../../src/shared/contract/branch-api.ts';
import type { StaffRole } from '../../src/shared/contract/staff.ts';
import type { BranchClient } from '../../tools/rig/branch-client.ts';
import type { Words } from './till-words.ts';

export interface Person {
  readonly name: string;
  readonly role: StaffRole;
  readonly pin: string;
}

/**
 * Enlists somebody and signs them in beside the page.
 *
 * @param by who may hire; anybody, while nobody works here
 * @returns the token of the one who is signed in
 */
export async function hire(by: BranchClient, person: Person): Promise<string> {
  const same = { granted: [], revoked: [], language: null, digits: null };
  const { member } = await by.call(branchApi.addStaff, { ...person, ...same });
  const { pin } = person;
  return (await by.call(branchApi.signIn, { staffId: member.id, pin })).token;
}

/**
 * Answers the sheet that asks for a PIN.
 *
 * @param press types on its pad, digit by digit; without it the keys do
 */
export async function givePin(
  page: Page,
  t: Words,
  pin: string,
  press?: (target: Locator) => Promise<void>,
): Promise<void> {
  const field = page.locator('input[type="password"]');
  if (!press) {
    await field.fill(pin);
    await field.press('Enter');
    return;
  }
  const sheet = page.getByRole('dialog').filter({ has: field });
  const button = (name: string) => sheet.getByRole('button', { name, exact: true });
  for (const digit of pin) await press(button(digit));
  await press(button(t('staff.enter')));
}
