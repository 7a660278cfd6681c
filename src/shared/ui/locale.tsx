import { createContext, useContext } from 'react';

export const languages = ['en', 'ar'] as const;
export type Language = (typeof languages)[number];
/** Which digits a person reads; the numbers themselves stay the same. */
export const digitStyles = ['latin', 'arabic'] as const;
export type DigitStyle = (typeof digitStyles)[number];

export interface Locale {
  readonly language: Language;
  readonly digits: DigitStyle;
  /** IANA name of the branch's time zone; every clock on the screen is the branch's clock. */
  readonly timeZone: string;
}

const LocaleContext = createContext<Locale>({ language: 'en', digits: 'latin', timeZone: 'UTC' });
export const LocaleProvider = LocaleContext.Provider;
export const useLocale = () => useContext(LocaleContext);

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}

const arabicDigits = '٠١٢٣٤٥٦٧٨٩';

/** The same number in the person's digits. Only for amounts, counts and times: ids and phones stay as sent. */
export function inDigits(text: string, digits: DigitStyle): string {
  if (digits === 'latin') return text;
  return text.replaceAll(/\d/g, (digit) => arabicDigits.charAt(Number(digit)));
}

/** Words of one language inside another do not disturb its order. @source UAX #9, FSI and PDI */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
