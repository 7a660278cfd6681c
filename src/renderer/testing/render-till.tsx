import { act, render } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ShellApi } from '../../shared/contract/shell.ts';
import { systemIds } from '../../shared/kit/ids.ts';
import { createFakeClock, type FakeClock } from '../../shared/kit/testing/fake-clock.ts';
import { TillApp } from '../app.tsx';
import type { Preferences } from '../format/preferences.tsx';
import type { Chime, Chimes } from '../sound/chimes.ts';
import { createTillSession } from '../staff/till-session.ts';
import { createFakeBranch, type FakeBranch } from './fake-branch.ts';

export interface FakeChimes extends Chimes {
  readonly played: { chime: Chime; loudness: number }[];
  setBlocked(blocked: boolean): void;
}

export function createFakeChimes(): FakeChimes {
  const listeners = new Set<() => void>();
  const played: FakeChimes['played'] = [];
  let blocked = false;
  const setBlocked = (value: boolean) => {
    blocked = value;
    listeners.forEach((listener) => listener());
  };
  return {
    played,
    setBlocked,
    play: (chime, loudness) => played.push({ chime, loudness }),
    blocked: () => blocked,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    unlock: () => setBlocked(false),
  };
}

export function createMemoryStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
  };
}

export interface RenderedTill {
  readonly branch: FakeBranch;
  readonly clock: FakeClock;
  readonly chimes: FakeChimes;
  readonly user: ReturnType<typeof userEvent.setup>;
  /** Lets time pass on the page. */
  readonly pass: (ms: number) => void;
}

/** A prepared branch in memory and its clock. */
export function givenBranch(): { branch: FakeBranch; clock: FakeClock } {
  const clock = createFakeClock();
  return { branch: createFakeBranch(clock), clock };
}

/** The whole till on a branch in memory; English unless said otherwise. */
export function renderTill(
  given: { branch: FakeBranch; clock: FakeClock },
  options: {
    at?: string;
    preferences?: Partial<Preferences>;
    storage?: Pick<Storage, 'getItem' | 'setItem'>;
    shell?: ShellApi;
  } = {},
): RenderedTill {
  const { branch, clock } = given;
  location.hash = options.at ?? '';
  const chimes = createFakeChimes();
  const storage = options.storage ?? createMemoryStorage();
  storage.setItem(
    'wasla.preferences',
    JSON.stringify({ language: 'en', volumePercent: 100, ...options.preferences }),
  );
  const session = createTillSession(createMemoryStorage());
  render(
    <TillApp
      api={branch.api}
      deps={{
        clock,
        ids: systemIds,
        live: branch.live,
        files: branch.keeping.files,
        chimes,
        session,
        shell: options.shell,
        storage,
      }}
    />,
  );
  return {
    branch,
    clock,
    chimes,
    user: userEvent.setup(),
    pass: (ms) => act(() => clock.advance(ms)),
  };
}

/** Without the invisible marks that isolate names inside sentences. */
export function plain(text: string | null | undefined): string {
  return (text ?? '')
    .replaceAll(/[\u2066-\u2069]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
