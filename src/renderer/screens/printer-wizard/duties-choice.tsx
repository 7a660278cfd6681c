import {
  type PrinterView,
  type Station,
  stationDocuments,
} from '../../../shared/contract/printing.ts';
import { type T, useT } from '../../i18n/i18n.tsx';
import { Choice, Choices } from '../../ui/choice.tsx';
import { type Duties, papersWithoutStation } from './draft.ts';

const toggled = <Item,>(list: readonly Item[], item: Item, isIn: boolean): Item[] =>
  isIn ? [...list, item] : list.filter((one) => one !== item);

/** What the printer prints: stations that are there, papers that have none yet, or a station of its own. */
export function DutiesChoice(props: {
  duties: Duties;
  printers: readonly PrinterView[];
  stations: readonly Station[];
  onChange: (duties: Duties) => void;
}) {
  const t = useT();
  const { duties, stations, onChange } = props;
  const nameOf = (printerId: string | null) =>
    props.printers.find(({ id }) => id === printerId)?.name ?? null;
  const hasKitchen = stations.some(({ prints }) => prints === 'kitchen');
  return (
    <Choices legend={t('wizard.use.prints')}>
      {stations.map((station) => (
        <Choice
          key={station.id}
          kind="checkbox"
          label={<bdi>{station.name}</bdi>}
          hint={stationHint(station, nameOf(station.printerId), t)}
          checked={duties.stationIds.includes(station.id)}
          onChange={(isIn) =>
            onChange({ ...duties, stationIds: toggled(duties.stationIds, station.id, isIn) })
          }
        />
      ))}
      {papersWithoutStation(stations, stationDocuments).map((paper) => (
        <Choice
          key={paper}
          kind="checkbox"
          label={t(`stationDocument.${paper}`)}
          checked={duties.papers.includes(paper)}
          onChange={(isIn) => onChange({ ...duties, papers: toggled(duties.papers, paper, isIn) })}
        />
      ))}
      {hasKitchen ? (
        <Choice
          kind="checkbox"
          label={t('wizard.use.ownStation')}
          hint={t('wizard.use.ownStationHint')}
          checked={duties.ownStation}
          onChange={(ownStation) => onChange({ ...duties, ownStation })}
        />
      ) : null}
    </Choices>
  );
}

function stationHint({ prints }: Station, printer: string | null, t: T): string {
  const what = t(`stationDocument.${prints}`);
  return printer === null
    ? t('wizard.use.stationFree', { what })
    : t('wizard.use.stationOn', { what, printer });
}
