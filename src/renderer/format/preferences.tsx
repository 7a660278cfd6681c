import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { z } from 'zod';
import { digitStyles, languages } from '../../shared/ui/locale.tsx';
import { textSizes } from '../../shared/ui/ui-provider.tsx';
import { useDeps } from '../api/deps.tsx';

/** What one person at one terminal chooses; the branch's own settings live on the branch. */
const Preferences = z.object({
  language: z.enum(languages),
  digits: z.enum(digitStyles),
  colours: z.enum(['light', 'dark', 'system']),
  textSize: z.enum(textSizes),
  volumePercent: z.int().min(0).max(100),
});
export type Preferences = z.infer<typeof Preferences>;

const storageKey = 'wasla.preferences';

/** Choices as they were left; anything unreadable counts as never chosen. */
export function readPreferences(
  storage: Pick<Storage, 'getItem'>,
  browserLanguage: string,
): Preferences {
  const first: Preferences = {
    language: browserLanguage.startsWith('ar') ? 'ar' : 'en',
    digits: 'latin',
    colours: 'light',
    textSize: 'normal',
    volumePercent: 80,
  };
  const stored = Preferences.partial().safeParse(parsed(storage.getItem(storageKey)));
  return { ...first, ...(stored.success && withoutGaps(stored.data)) };
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    return {};
  }
}

function withoutGaps(chosen: { [K in keyof Preferences]?: Preferences[K] | undefined }) {
  return Object.fromEntries(
    Object.entries(chosen).filter(([, value]) => value !== undefined),
  ) as Partial<Preferences>;
}

interface Chosen {
  readonly preferences: Preferences;
  readonly change: (part: Partial<Preferences>) => void;
}

const PreferencesContext = createContext<Chosen | null>(null);

export function usePreferences(): Chosen {
  const chosen = useContext(PreferencesContext);
  if (!chosen) throw new Error('no PreferencesProvider above');
  return chosen;
}

export function PreferencesProvider(props: { children: ReactNode }) {
  const { storage } = useDeps();
  const [preferences, setPreferences] = useState(() =>
    readPreferences(storage, navigator.language),
  );
  const change = useCallback(
    (part: Partial<Preferences>) => {
      const next = { ...preferences, ...part };
      setPreferences(next);
      storage.setItem(storageKey, JSON.stringify(next));
    },
    [preferences, storage],
  );
  const value = useMemo(() => ({ preferences, change }), [preferences, change]);
  return <PreferencesContext value={value}>{props.children}</PreferencesContext>;
}
