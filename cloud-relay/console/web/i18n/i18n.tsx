import { createInstance, type i18n } from 'i18next';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { isolated, type Language } from '../../../../src/shared/ui/locale.tsx';
import arabic from './ar.json' with { type: 'json' };
import english from './en.json' with { type: 'json' };

type Leaves<Texts> = {
  [Key in keyof Texts & string]: Texts[Key] extends string
    ? Key extends `${infer Counted}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}`
      ? Counted
      : Key
    : `${Key}.${Leaves<Texts[Key]>}`;
}[keyof Texts & string];

/** Every text there is. */
export type TextKey = Leaves<typeof english>;
export type T = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

/** What is put in is isolated, so that an English name cannot turn an Arabic sentence around. */
export function createT(language: Language): T {
  const texts: i18n = createInstance();
  void texts.init({
    lng: language,
    fallbackLng: false,
    resources: { en: { translation: english }, ar: { translation: arabic } },
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  const translate = texts.t as unknown as (key: string, values?: object) => string;
  return (key, values = {}) =>
    translate(
      key,
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [
          name,
          typeof value === 'number' ? value : isolated(value),
        ]),
      ),
    );
}

const TextsContext = createContext<T | null>(null);

export function TextsProvider(props: { language: Language; children: ReactNode }) {
  const t = useMemo(() => createT(props.language), [props.language]);
  return <TextsContext value={t}>{props.children}</TextsContext>;
}

/** `t` accepts only keys that exist. */
export function useT(): T {
  const t = useContext(TextsContext);
  if (!t) throw new Error('no TextsProvider above');
  return t;
}

/** The text of a code that comes from the relay, or the code itself when this page is older than it. */
export function textOf(t: T, group: string, code: string): string {
  const key = `${group}.${code}`;
  const text = t(key as TextKey);
  return text === key ? code : text;
}
