import { SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import type { Bill } from '../../../shared/contract/bill.ts';
import type { FloorArea } from '../../../shared/contract/floor.ts';
import { useLocale } from '../../../shared/ui/locale.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FloorPlan } from './floor-plan.tsx';
import { looseTables, type TableView, tableStates, viewTable } from './table-states.ts';
import { TableTile } from './table-tile.tsx';
import classes from './tables.module.css';
import { areaName } from './use-floor.ts';

/** A plan of sixteen columns has no room for words on less. */
const planFits = '(min-width: 56em)';

interface Props {
  readonly areas: readonly FloorArea[];
  readonly bills: readonly Bill[];
  readonly onTap: (view: TableView) => void;
  /** Name of the table that is lifted. */
  readonly marked?: string | undefined;
  /** While a table is being opened nothing else is. */
  readonly disabled?: boolean;
}

/** All tables, area by area: on the plan where there is room for it, else as tiles in a row. */
export function TablesView(props: Props) {
  const { areas, bills } = props;
  const t = useT();
  const [areaId, setAreaId] = useState('');
  const area = areas.find(({ id }) => id === areaId) ?? areas[0];
  const loose = looseTables(areas, bills);
  return (
    <>
      {areas.length > 1 && area ? (
        <AreaTabs areas={areas} current={area.id} bills={bills} onChange={setAreaId} />
      ) : null}
      {area ? <Area {...props} area={area} /> : null}
      {loose.length > 0 ? (
        <section aria-label={t('tables.loose')}>
          {area ? <h2 className={classes.looseTitle}>{t('tables.loose')}</h2> : null}
          <Tiles {...props} views={loose} />
        </section>
      ) : null}
      <Legend />
    </>
  );
}

function AreaTabs(props: {
  areas: readonly FloorArea[];
  bills: readonly Bill[];
  current: string;
  onChange: (id: string) => void;
}) {
  const t = useT();
  const { language } = useLocale();
  return (
    <SegmentedControl
      aria-label={t('tables.areas')}
      value={props.current}
      onChange={props.onChange}
      data={props.areas.map((area) => ({
        value: area.id,
        label: t('tables.areaWithBusy', {
          name: areaName(area, language),
          busy: area.tables.filter((table) => viewTable(table, props.bills).state !== 'free')
            .length,
          count: area.tables.length,
        }),
      }))}
    />
  );
}

function Area(props: Props & { area: FloorArea }) {
  const { area, bills } = props;
  const t = useT();
  const { language } = useLocale();
  const isWide = useMediaQuery(planFits, true, { getInitialValueInEffect: false });
  if (area.tables.length === 0) return <p className={classes.soft}>{t('tables.areaEmpty')}</p>;
  if (!isWide) {
    const views = area.tables.map((table) => viewTable(table, bills));
    return <Tiles {...props} views={views} label={areaName(area, language)} />;
  }
  return (
    <FloorPlan area={area} label={areaName(area, language)}>
      {(table) => <Tile {...props} view={viewTable(table, bills)} shape={table.shape} />}
    </FloorPlan>
  );
}

function Tiles(props: Props & { views: readonly TableView[]; label?: string }) {
  return (
    <ul className={classes.tiles} aria-label={props.label}>
      {props.views.map((view) => (
        <li key={view.table.name}>
          <Tile {...props} view={view} />
        </li>
      ))}
    </ul>
  );
}

function Tile(props: Props & { view: TableView; shape?: string }) {
  const { view, marked, disabled = false } = props;
  return (
    <TableTile
      view={view}
      {...(props.shape !== undefined && { shape: props.shape })}
      marked={marked === view.table.name}
      disabled={disabled}
      onTap={() => props.onTap(view)}
    />
  );
}

/** What the colours say, for who sees them for the first time. */
function Legend() {
  const t = useT();
  return (
    <ul className={classes.legend} aria-label={t('tables.legend')}>
      {tableStates.map((state) => (
        <li key={state} data-state={state}>
          {t(`tables.state.${state}`)}
        </li>
      ))}
    </ul>
  );
}
