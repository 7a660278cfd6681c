import { describe, expect, test } from 'vitest';
import { hourMs, minuteMs } from '../../shared/kit/clock.ts';
import { createTexts } from '../i18n/i18n.tsx';
import { durationText } from './duration.ts';
import { nameIn } from './names.ts';
import { readPreferences } from './preferences.tsx';

describe('preferences', () => {
  const stored = (text: string | null) => ({ getItem: () => text });

  test('start in the language of the browser', () => {
    expect(readPreferences(stored(null), 'ar-JO').language).toBe('ar');
    expect(readPreferences(stored(null), 'de-DE').language).toBe('en');
  });

  test('are found as they were left', () => {
    const left = stored(JSON.stringify({ language: 'ar', colours: 'dark', volumePercent: 0 }));
    expect(readPreferences(left, 'en')).toEqual({
      language: 'ar',
      colours: 'dark',
      volumePercent: 0,
      digits: 'latin',
      textSize: 'normal',
    });
  });

  test.each(['not json', '[]', '{"language":"xx"}', 'null'])(
    'survive "%s" in the storage',
    (text) => {
      expect(readPreferences(stored(text), 'en').language).toBe('en');
    },
  );
});

test('durations are exact where it matters and short where it does not', () => {
  const { t } = createTexts('en', 'latin');
  const texts = [42, 9_999, 75_000, 25 * minuteMs, 30 * hourMs].map((ms) => durationText(ms, t));
  expect(texts).toEqual(['42 ms', '9999 ms', '75 s', '25 min', '30 h']);
});

test('a dish keeps the name the platform gave where the language is missing', () => {
  expect(nameIn({ default: 'Mansaf', ar: 'منسف' }, 'ar')).toBe('منسف');
  expect(nameIn({ default: 'Mansaf', ar: 'منسف' }, 'en')).toBe('Mansaf');
});
