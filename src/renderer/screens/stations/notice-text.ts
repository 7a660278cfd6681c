import { nameIn } from '../../format/names.ts';
import type { Fallback, RoutingNotice } from '../../printing/routing.ts';
import { listText, type StationChoices, type Words } from '../../printing/station-words.ts';

/** What is not as it should be, and where the lines go meanwhile: none is ever without paper. */
export function noticeText(notice: RoutingNotice, choices: StationChoices, words: Words): string {
  const { t, language } = words;
  switch (notice.kind) {
    case 'noPrinter':
      return t('stationNotice.noPrinter');
    case 'stationWithoutPrinter':
      return t('stationNotice.stationWithoutPrinter', {
        name: notice.station.name,
        place: placeName(notice.to),
      });
    case 'noDefault':
      return t('stationNotice.noDefault', { place: placeName(notice.to) });
    case 'untaken': {
      const names = notice.categoryIds.flatMap((id) => {
        const found = choices.categories.find((one) => one.id === id);
        return found ? [nameIn(found.name, language)] : [];
      });
      return t('stationNotice.untaken', {
        list: listText(names, language),
        place: placeName(notice.to),
      });
    }
  }
}

function placeName(to: Fallback): string {
  return to.kind === 'station' ? to.station.name : to.printer.name;
}
