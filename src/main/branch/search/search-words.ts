import { counterPlatform } from '../../../shared/contract/bill.ts';
import type { Order } from '../../../shared/contract/order.ts';
import { foldWords, readLetters } from '../../../shared/kit/fold-text.ts';

/** Telephone codes of the countries whose numbers people write with and without: ITU-T E.164, assigned codes. */
const callingCodes = /^(?:20|21[2368]|218|249|96[1-8]|97[0-4])(?=\d)/;
/** What a customer says instead of the whole number. */
const lastDigits = 4;
const shortestPhone = 7;

/** Everything an order is found by, each word once. */
export function wordsOf(order: Order): string[] {
  const { displayNumber, externalId, platform, fulfilment, customer, lines } = order;
  const number = foldWords(displayNumber);
  const texts = [
    // What the counter calls its orders inside is on no paper.
    platform === counterPlatform ? '' : externalId,
    fulfilment.pickupCode ?? '',
    customer?.name ?? '',
    ...lines.flatMap(({ name }) => [name.default, name.en ?? '', name.ar ?? '']),
  ];
  const phone = digitsOf(customer?.phone ?? '');
  const words = [
    ...number,
    // `A-12` is also typed as `a12`.
    number.join(''),
    ...[...new Set(texts)].flatMap(foldWords),
    withoutCode(phone),
    phone.length >= shortestPhone ? phone.slice(-lastDigits) : '',
  ];
  return [...new Set(words)].filter((word) => word !== '');
}

/** The query of FTS5 for what a person typed; empty when there is no word in it. */
export function matchOf(text: string): string {
  const words = isPhone(text) ? [digitsOf(text)] : foldWords(text);
  return words.map((word) => oneOf(variantsOf(word).map(asBeginning))).join(' AND ');
}

/** A number in groups, as it is read out: `079 123 4567`. */
function isPhone(text: string): boolean {
  return /^[+\p{Nd}\s()-]+$/u.test(text) && digitsOf(text).length >= shortestPhone;
}

function digitsOf(text: string): string {
  return foldWords(text).join('').replaceAll(/\D/g, '');
}

function withoutCode(digits: string): string {
  const bare = digits.replace(/^0+/, '');
  const national = bare.replace(callingCodes, '');
  // A number of the country itself may begin like a code.
  return national.length >= shortestPhone ? national : bare;
}

/** A number is looked for as it is, and as the telephone number it may be the beginning of. */
function variantsOf(word: string): string[] {
  if (!/^\d+$/.test(word)) return [word];
  const bare = word.replace(/^0+/, '');
  const national = bare.replace(callingCodes, '');
  return [...new Set([word, bare, national])].filter((one) => one.length > 1 || one === word);
}

/** A single letter would begin a word of nearly every order, and a cut word has no more to come. */
function asBeginning(word: string): string {
  const isCut = word.length === readLetters && !/\d/.test(word);
  return word.length === 1 || isCut ? `"${word}"` : `"${word}"*`;
}

function oneOf(terms: readonly string[]): string {
  return terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' OR ')})`;
}
