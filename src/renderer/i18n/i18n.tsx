import { createInstance, type FormatterModule, type i18n } from 'i18next';
import { type ReactNode, useMemo } from 'react';
import { I18nextProvider, initReactI18next, useTranslation } from 'react-i18next';
import { type DigitStyle, inDigits, isolated, type Language } from '../../shared/ui/locale.tsx';
import arabic from './ar.json' with { type: 'json' };
import english from './en.json' with { type: 'json' };

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof english };
  }
}

/**
 * Every text of the till in one language. Numbers that are put in come in the person's digits, words that
 * are put in (names, codes) are isolated, so that an English name cannot turn an Arabic sentence around.
 */
export function createTexts(language: Language, digits: DigitStyle): i18n {
  const texts = createInstance();
  const formatter: FormatterModule = {
    type: 'formatter',
    init: () => undefined,
    add: () => undefined,
    addCached: () => undefined,
    format: (value: unknown) =>
      typeof value === 'number' ? inDigits(String(value), digits) : isolated(String(value)),
  };
  void texts
    .use(formatter)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: false,
      resources: { en: { translation: english }, ar: { translation: arabic } },
      initAsync: false,
      interpolation: { escapeValue: false, alwaysFormat: true },
    });
  return texts;
}

export function TextsProvider(props: {
  language: Language;
  digits: DigitStyle;
  children: ReactNode;
}) {
  const texts = useMemo(
    () => createTexts(props.language, props.digits),
    [props.language, props.digits],
  );
  return <I18nextProvider i18n={texts}>{props.children}</I18nextProvider>;
}

/** `t` accepts only keys that exist. */
export function useT() {
  return useTranslation().t;
}
export type T = ReturnType<typeof useT>;
