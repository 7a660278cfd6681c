import { Checkbox } from '@mantine/core';
import { useState } from 'react';
import type { OrderView } from '../../shared/contract/branch-api.ts';
import type { RejectReason } from '../../shared/contract/order.ts';
import { Button } from '../../shared/ui/button.tsx';
import { useLocale } from '../../shared/ui/locale.tsx';
import { nameIn } from '../format/names.ts';
import { useT } from '../i18n/i18n.tsx';
import { SideSheet } from '../ui/side-sheet.tsx';
import type { Command } from './commands.ts';
import { ForwardIcon } from '../ui/forward-icon.tsx';
import classes from './reject-sheet.module.css';

interface Props {
  readonly view: OrderView;
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onReject: (command: Extract<Command, { do: 'reject' }>) => void;
}

/** One tap on a reason rejects; only "something is out" asks what. */
export function RejectSheet(props: Props) {
  const t = useT();
  const [asksItems, setAsksItems] = useState(false);
  const { order } = props.view;
  const close = () => {
    setAsksItems(false);
    props.onClose();
  };
  const reject = (reason: RejectReason, unavailableItemIds: string[] = []) => {
    props.onReject({ do: 'reject', reason, unavailableItemIds });
    close();
  };
  return (
    <SideSheet
      opened={props.opened}
      onClose={close}
      title={
        asksItems ? t('reject.whichItems') : t('reject.title', { number: order.displayNumber })
      }
    >
      {asksItems ? (
        <OutItems view={props.view} onDone={(ids) => reject('item_unavailable', ids)} />
      ) : (
        <div className={classes.reasons}>
          {order.rejectReasons.filter(isForPeople).map((reason) => (
            <button
              key={reason}
              type="button"
              className={classes.reason}
              onClick={() => {
                if (reason === 'item_unavailable') setAsksItems(true);
                else reject(reason);
              }}
            >
              {t(`reject.reason.${reason}`)}
              {reason === 'item_unavailable' ? <ForwardIcon /> : null}
            </button>
          ))}
          <p className={classes.hint}>{t('reject.hint')}</p>
        </div>
      )}
    </SideSheet>
  );
}

/** Somebody who stands at the till was neither offline nor nobody: those are what rules say. */
function isForPeople(reason: RejectReason): boolean {
  return reason !== 'branch_offline' && reason !== 'no_answer';
}

function OutItems(props: { view: OrderView; onDone: (itemIds: string[]) => void }) {
  const t = useT();
  const { language } = useLocale();
  const [out, setOut] = useState<readonly number[]>([]);
  const { lines } = props.view.order;
  const done = () => {
    const ids = lines.flatMap((line, index) =>
      out.includes(index) && line.itemId !== null ? [line.itemId] : [],
    );
    props.onDone([...new Set(ids)]);
  };
  return (
    <div className={classes.reasons}>
      {lines.map((line, index) => (
        <Checkbox.Card
          key={index}
          className={classes.reason ?? ''}
          checked={out.includes(index)}
          onChange={(checked) =>
            setOut(checked ? [...out, index] : out.filter((one) => one !== index))
          }
        >
          <bdi>{nameIn(line.name, language)}</bdi>
          <Checkbox.Indicator size="md" />
        </Checkbox.Card>
      ))}
      <Button look="danger" wide disabled={out.length === 0} onClick={done}>
        {out.length === 0 ? t('reject.pickFirst') : t('reject.confirm', { count: out.length })}
      </Button>
    </div>
  );
}
