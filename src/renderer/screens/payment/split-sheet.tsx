import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../i18n/i18n.tsx';
import { SideSheet } from '../../ui/side-sheet.tsx';
import classes from './payment.module.css';
import { SplitAmounts } from './split-amounts.tsx';
import type { SplitProps } from './split-draft.ts';
import { SplitEqual } from './split-equal.tsx';
import { SplitLines } from './split-lines.tsx';

const ways = ['equal', 'lines', 'amounts'] as const;
type Way = (typeof ways)[number];

/** How the guests share the bill. */
export function SplitSheet(props: SplitProps & { onClose: () => void }) {
  const t = useT();
  const [way, setWay] = useState<Way>('equal');
  return (
    <SideSheet onClose={props.onClose} width={620} title={t('pay.splitTitle')}>
      <div className={classes.sheet}>
        <SegmentedControl
          fullWidth
          aria-label={t('pay.splitTitle')}
          value={way}
          onChange={(value) => setWay(ways.find((one) => one === value) ?? 'equal')}
          data={ways.map((one) => ({ value: one, label: t(`pay.ways.${one}`) }))}
        />
        {way === 'equal' ? <SplitEqual {...props} /> : null}
        {way === 'lines' ? <SplitLines {...props} /> : null}
        {way === 'amounts' ? <SplitAmounts {...props} /> : null}
      </div>
    </SideSheet>
  );
}
