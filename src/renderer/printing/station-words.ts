import type { PrinterView, StationSettings } from '../../shared/contract/printing.ts';
import type { Name } from '../../shared/contract/order.ts';
import { isolated, type Language } from '../../shared/ui/locale.tsx';
import { platformName } from '../../shared/ui/platform-tag.tsx';
import { nameIn } from '../format/names.ts';
import type { T } from '../i18n/i18n.tsx';

/** What the lists of a station can name. */
export interface StationChoices {
  readonly categories: readonly { readonly id: string; readonly name: Name }[];
  readonly items: readonly { readonly id: string; readonly name: Name }[];
  readonly platforms: readonly string[];
}

export interface Words {
  readonly t: T;
  readonly language: Language;
}

/** Names in a row as people say them: "Drinks, desserts and Cola". */
export function listText(names: readonly string[], language: Language): string {
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(names.map(isolated));
}

/** Names of the categories and dishes a station names; an id that nobody has ordered lately stays an id. */
export function takenNames(
  { takes }: Pick<StationSettings, 'takes'>,
  choices: StationChoices,
  language: Language,
): string[] {
  const named = (id: string, from: StationChoices['items']) => {
    const found = from.find((one) => one.id === id);
    return found ? nameIn(found.name, language) : id;
  };
  return [
    ...takes.categoryIds.map((id) => named(id, choices.categories)),
    ...takes.itemIds.map((id) => named(id, choices.items)),
  ];
}

/** In a few sentences: what goes to this station, from where, and on which paper it comes out. */
export function stationSentences(
  station: StationSettings,
  known: { readonly choices: StationChoices; readonly printers: readonly PrinterView[] },
  words: Words,
): string[] {
  return [
    whatText(station, known.choices, words),
    ...whereFromTexts(station, words),
    ...whenTexts(station, words),
    ...whereToTexts(station, known.printers, words),
  ];
}

function whatText(station: StationSettings, choices: StationChoices, words: Words): string {
  const { t, language } = words;
  if (station.prints !== 'kitchen') return t(`stationSays.papers.${station.prints}`);
  const names = takenNames(station, choices, language);
  if (names.length > 0) {
    const list = listText(names, language);
    return station.isDefault
      ? t('stationSays.someAndRest', { list })
      : t('stationSays.some', { list });
  }
  return station.isDefault ? t('stationSays.rest') : t('stationSays.everything');
}

function whereFromTexts({ prints, takes }: StationSettings, { t, language }: Words): string[] {
  if (prints === 'report') return [];
  const platforms = takes.platforms.map((platform) => platformName(platform, language));
  const kinds = takes.fulfilments.map((kind) => t(`stationKind.${kind}`));
  return [
    platforms.length === 0
      ? t('stationSays.allPlatforms')
      : t('stationSays.platforms', { list: listText(platforms, language) }),
    ...(kinds.length === 0 ? [] : [t('stationSays.kinds', { list: listText(kinds, language) })]),
  ];
}

function whenTexts(station: StationSettings, { t }: Words): string[] {
  if (station.prints === 'kitchen') {
    return station.lines === 'all' ? [t('stationSays.wholeOrder')] : [];
  }
  if (station.prints === 'report') return [];
  return [t(station.automatic ? 'stationSays.byItself' : 'stationSays.onDemand')];
}

function whereToTexts(
  station: StationSettings,
  printers: readonly PrinterView[],
  { t, language }: Words,
): string[] {
  const printer = printers.find(({ id }) => id === station.printerId);
  if (!printer) return [t('stationSays.noPrinter')];
  const copies = t('stationSays.copies', { count: station.copies, printer: printer.name });
  const backups = printer.backups.flatMap(
    (id) => printers.find((one) => one.id === id)?.name ?? [],
  );
  if (backups.length === 0) return [copies];
  return [copies, t('stationSays.backup', { list: listText(backups, language) })];
}
