import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { ShellApi, ShellState } from '../../../shared/contract/shell.ts';
import { givenBranch, plain, renderTill } from '../../testing/render-till.tsx';

function shellWith(update: ShellState['update']) {
  let state: ShellState = {
    version: '1.0.0',
    startAtLogin: true,
    kiosk: false,
    update,
    secrets: 'key_store',
  };
  const asked: string[] = [];
  const answer = (name: string, part: Partial<ShellState> = {}) => {
    asked.push(name);
    state = { ...state, ...part };
    return Promise.resolve(state);
  };
  const shell: ShellApi = {
    readShell: () => answer('readShell'),
    setStartAtLogin: ({ on }) => answer('setStartAtLogin', { startAtLogin: on }),
    setKiosk: ({ on }) => answer('setKiosk', { kiosk: on }),
    checkForUpdate: () => answer('checkForUpdate'),
    installUpdate: () => answer('installUpdate'),
    showLogs: () => Promise.resolve({}),
    tellWaiting: () => Promise.resolve({}),
  };
  return { shell, asked };
}

const at = '#/settings';

describe('this computer', () => {
  test('says nothing in a browser', async () => {
    renderTill(givenBranch(), { at });
    await screen.findByRole('heading', { name: 'Settings' });
    expect(screen.queryByText('This computer')).toBeNull();
  });

  test('starts the till with the computer, or not', async () => {
    const { shell, asked } = shellWith({ kind: 'none' });
    const { user } = renderTill(givenBranch(), { at, shell });
    await user.click(await screen.findByLabelText('Start with the computer'));
    expect(asked).toContain('setStartAtLogin');
    expect(screen.getByLabelText('Start with the computer')).toHaveProperty('checked', false);
  });

  test('does not install a new version while an order is open', async () => {
    const { shell } = shellWith({ kind: 'waiting', version: '1.1.0', mayInstallNow: false });
    renderTill(givenBranch(), { at, shell });
    expect(await screen.findByRole('button', { name: 'Install now' })).toHaveProperty(
      'disabled',
      true,
    );
    expect(plain(screen.getByText(/waits until no order/).textContent)).toContain('1.1.0');
  });

  test.each<[ShellState['update'], RegExp]>([
    [{ kind: 'by_hand', version: '1.1.0' }, /1\.1\.0.* is out\. Whoever looks after/],
    [{ kind: 'unreachable' }, /could not be asked/],
    [{ kind: 'stuck', version: '1.1.0', before: '1.0.9' }, /Have version .*1\.0\.9.* installed/],
  ])('says what a person has to know of %o', async (update, words) => {
    renderTill(givenBranch(), { at, shell: shellWith(update).shell });
    const title = await screen.findByRole('heading', { name: 'This computer' });
    expect(plain(title.closest('section')?.textContent ?? '')).toMatch(words);
  });

  test('says that the key of this computer does not open', async () => {
    const { shell } = shellWith({ kind: 'none' });
    const locked = {
      ...shell,
      readShell: async () => ({ ...(await shell.readShell({})), secrets: 'locked' as const }),
    };
    renderTill(givenBranch(), { at, shell: locked });
    expect(await screen.findByText(/does not open this computer's key/)).toBeTruthy();
  });

  test('says which version was not well', async () => {
    const { shell } = shellWith({ kind: 'rolled_back', version: '1.1.0' });
    renderTill(givenBranch(), { at, shell });
    expect(await screen.findByText(/the one before was put back/)).toBeTruthy();
  });
});
