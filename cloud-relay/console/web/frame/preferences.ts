import { useState } from 'react';
import { type Language, languages } from '../../../../src/shared/ui/locale.tsx';

const key = 'wasla-console-language';

/** The person's language: chosen once, otherwise the browser's. */
export function useLanguage(storage: Storage): [Language, (language: Language) => void] {
  const [language, setLanguage] = useState<Language>(
    () =>
      languages.find((known) => known === storage.getItem(key)) ??
      (navigator.language.startsWith('ar') ? 'ar' : 'en'),
  );
  const change = (next: Language) => {
    storage.setItem(key, next);
    setLanguage(next);
  };
  return [language, change];
}
