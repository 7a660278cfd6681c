import { createInstance } from 'i18next';
import consoleArabic from '../../cloud-relay/console/web/i18n/ar.json' with { type: 'json' };
import consoleEnglish from '../../cloud-relay/console/web/i18n/en.json' with { type: 'json' };
import tillArabic from '../../src/renderer/i18n/ar.json' with { type: 'json' };
import tillEnglish from '../../src/renderer/i18n/en.json' with { type: 'json' };

export const languages = ['en', 'ar'] as const;
export type Language = (typeof languages)[number];

export type Words = (key: string, count?: number) => string;

/** The words a person sees, by the key the pages know them under. @throws Error for a key without words */
function wordsOf(texts: Record<Language, object>): (language: Language) => Words {
  return (language) => {
    const instance = createInstance();
    void instance.init({
      lng: language,
      fallbackLng: false,
      initAsync: false,
      resources: { [language]: { translation: texts[language] } },
      interpolation: { escapeValue: false },
    });
    return (key, count) => {
      // The type of i18next's own `t` knows the till's keys only.
      const text = (instance.t as (key: string, values: object) => unknown)(key, { count });
      if (typeof text !== 'string' || text === key) throw new Error(`no words for ${key}`);
      return text;
    };
  };
}

export const tillWords = wordsOf({ en: tillEnglish, ar: tillArabic });
export const consoleWords = wordsOf({ en: consoleEnglish, ar: consoleArabic });
