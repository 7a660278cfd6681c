import { IconArrowBackUp, IconDeviceFloppy, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Floor } from '../../../shared/contract/floor.ts';
import { Button } from '../../../shared/ui/button.tsx';
import { LoadingState } from '../../../shared/ui/states.tsx';
import { useDeps } from '../../api/deps.tsx';
import { useT } from '../../i18n/i18n.tsx';
import { FailedNote } from '../../ui/failed-note.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryFailed } from '../../ui/query-failed.tsx';
import { AreaFields } from './area-fields.tsx';
import { addArea, addTable, changeArea, changeTable, removeArea, removeTable } from './draft.ts';
import { PlanEditor } from './plan-editor.tsx';
import { TableFields } from './table-fields.tsx';
import classes from './tables.module.css';
import { useFloor, useSaveFloor } from './use-floor.ts';

/** Where the tables stand is drawn here; nothing counts before it is saved. */
export function EditFloorScreen() {
  const t = useT();
  const query = useFloor();
  if (query.data) return <Editor key={query.data.version} saved={query.data} />;
  return (
    <Page wide title={t('tables.editTitle')}>
      {query.isError ? (
        <QueryFailed
          title={t('tables.failed')}
          error={query.error}
          onRetry={() => query.refetch()}
        />
      ) : (
        <LoadingState label={t('common.loading')} shapes={1} />
      )}
    </Page>
  );
}

/** The plan as it is being drawn, with the steps back. */
function useDraft(saved: Floor) {
  const [steps, setSteps] = useState<readonly Floor[]>([saved]);
  return {
    floor: steps.at(-1) ?? saved,
    /** @returns false where it cannot be like that */
    change: (next: Floor | undefined): boolean => {
      if (next) setSteps([...steps, next]);
      return next !== undefined;
    },
    undo: steps.length > 1 ? () => setSteps(steps.slice(0, -1)) : null,
  };
}

function Editor({ saved }: { saved: Floor }) {
  const t = useT();
  const [, go] = useLocation();
  const { ids } = useDeps();
  const { floor, change, undo } = useDraft(saved);
  const save = useSaveFloor();
  const [areaId, setAreaId] = useState('');
  const [tableId, setTableId] = useState('');
  const area = floor.areas.find(({ id }) => id === areaId) ?? floor.areas[0];
  const table = area?.tables.find(({ id }) => id === tableId);
  const newArea = () => {
    const id = ids('area');
    const number = floor.areas.length + 1;
    change(addArea(floor, id, { en: `Hall ${number}`, ar: `صالة ${number}` }));
    setAreaId(id);
  };
  const newTable = () => {
    const id = ids('table');
    if (area && change(addTable(floor, area.id, id))) setTableId(id);
  };
  return (
    <Page
      wide
      title={t('tables.editTitle')}
      back={{ to: '/tables', text: t('tables.leave') }}
      action={
        <div className={classes.actions}>
          <Button icon={<IconArrowBackUp aria-hidden />} disabled={!undo} onClick={() => undo?.()}>
            {t('common.undo')}
          </Button>
          <Button
            look="primary"
            icon={<IconDeviceFloppy aria-hidden />}
            disabled={!undo || save.isPending}
            onClick={() => save.mutate(floor, { onSuccess: () => go('/tables') })}
          >
            {t('common.save')}
          </Button>
        </div>
      }
    >
      <FailedNote error={save.error} />
      <AreaFields
        areas={floor.areas}
        area={area}
        onChoose={setAreaId}
        onAdd={newArea}
        onRename={(name) => {
          if (area) change(changeArea(floor, area.id, (one) => ({ ...one, name })));
        }}
        onRemove={() => {
          if (area) change(removeArea(floor, area.id));
        }}
      />
      {area ? (
        <>
          <div className={classes.editTools}>
            <Button icon={<IconPlus aria-hidden />} onClick={newTable}>
              {t('tables.addTable')}
            </Button>
            <span className={classes.soft}>{t('tables.editHint')}</span>
          </div>
          <div className={classes.editor}>
            <PlanEditor
              area={area}
              selectedId={tableId}
              onSelect={setTableId}
              onPlace={(next) => change(changeTable(floor, next))}
            />
            {table ? (
              <TableFields
                key={table.id}
                table={table}
                onChange={(next) => change(changeTable(floor, next))}
                onRemove={() => change(removeTable(floor, table.id))}
              />
            ) : (
              <p className={classes.soft}>{t('tables.chooseToEdit')}</p>
            )}
          </div>
        </>
      ) : null}
    </Page>
  );
}
