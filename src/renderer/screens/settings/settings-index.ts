import arabic from '../../i18n/ar.json' with { type: 'json' };
import english from '../../i18n/en.json' with { type: 'json' };
import { foldText } from '../../../shared/kit/fold-text.ts';

type Texts = { readonly [key: string]: string | Texts };

/** Something that can be set, and where: a row of the settings screen, or a screen of its own. */
export interface IndexEntry {
  /** Its name, in both language files. */
  readonly text: string;
  readonly to: string;
  /** Id of the row on the settings screen. */
  readonly row?: string;
}

const row = (id: string, text = `settings.${id}`): IndexEntry => ({
  text,
  to: '/settings',
  row: id,
});
const screen = (to: string, text: string): IndexEntry => ({ text, to });

export const settingsIndex: readonly IndexEntry[] = [
  row('language'),
  row('digits'),
  row('colours'),
  row('textSize'),
  row('volume'),
  row('branchNameHere'),
  row('defaultPrepMinutes'),
  row('lockAfter'),
  row('currency'),
  row('taxMode'),
  row('taxClasses'),
  row('taxNumber'),
  row('service'),
  row('delivery'),
  row('cashStep'),
  row('receiptPrefix'),
  row('printReceipts'),
  row('dayStart'),
  row('kitchenTicketOn'),
  row('ticketLanguage'),
  row('backupAfter'),
  row('reprintDoubtful'),
  row('ticketExpiry'),
  row('backupNow', 'backup.now'),
  row('backupDaily', 'backup.daily'),
  row('restore', 'backup.restore'),
  row('pairing'),
  row('version', 'settings.about'),
  screen('/printers', 'more.place.printers.name'),
  screen('/printers/stations', 'more.place.stations.name'),
  screen('/templates', 'more.place.templates.name'),
  screen('/staff', 'more.place.staff.name'),
  screen('/setup', 'more.place.pairing.name'),
];

/** Other words under which people look for it, in both languages. */
const synonyms: Readonly<Record<string, string>> = (() => {
  const both = [english, arabic].map(
    (texts) => texts.settingsWords as Readonly<Record<string, string>>,
  );
  const ids = new Set(both.flatMap((words) => Object.keys(words)));
  return Object.fromEntries([...ids].map((id) => [id, both.map((words) => words[id]).join(' ')]));
})();

function textAt(texts: Texts, path: string): string {
  const found = path
    .split('.')
    .reduce<string | Texts | undefined>(
      (at, key) => (typeof at === 'object' ? at[key] : undefined),
      texts,
    );
  return typeof found === 'string' ? found : '';
}

/** The entries that hold every word of the query, whichever language it is written in. */
export function searchSettings(query: string): IndexEntry[] {
  // "The tax" is looked for as "tax".
  const wanted = foldText(query)
    .split(' ')
    .filter(Boolean)
    .map((word) => word.replace(/^ال(?=.{3})/, ''));
  if (wanted.length === 0) return [];
  return settingsIndex.filter(({ text, row: id, to }) => {
    const words = [textAt(english, text), textAt(arabic, text), synonyms[id ?? to.slice(1)] ?? ''];
    const content = foldText(words.join(' '));
    return wanted.every((word) => content.includes(word));
  });
}
