import { IconFlame } from '@tabler/icons-react';
import type { Branch } from '../../../../../src/shared/contract/console-api.ts';
import type { BranchOutage } from '../../../../../src/shared/contract/console-availability.ts';
import { Button } from '../../../../../src/shared/ui/button.tsx';
import { Chip } from '../../../../../src/shared/ui/chip.tsx';
import { useLocale } from '../../../../../src/shared/ui/locale.tsx';
import { useChange, useRead } from '../../api/console-api.tsx';
import { useMay } from '../../api/use-may.ts';
import { useT } from '../../i18n/i18n.tsx';
import { MomentText } from '../../ui/moment-text.tsx';
import { Section } from '../../ui/page.tsx';
import { ChangeFailed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';

const lookEveryMs = 10_000;

/** What the branch said of itself for a time: that it needs longer, and what it cannot sell. Nothing otherwise. */
export function BranchStanding({ branch }: { branch: Branch }) {
  return (
    <>
      {branch.busy ? <Busy busy={branch.busy} /> : null}
      {branch.itemsOut > 0 ? <Outages branch={branch} /> : null}
    </>
  );
}

function Busy({ busy }: { busy: NonNullable<Branch['busy']> }) {
  const t = useT();
  return (
    <p className={ui.row}>
      <Chip tone="waiting" icon={<IconFlame aria-hidden />}>
        {t('standing.busy', { count: busy.extraMinutes })}
      </Chip>
      <span className={ui.soft}>
        {t('standing.until')} <MomentText atMs={busy.untilMs} />
      </span>
      {busy.by === '' ? null : <bdi className={ui.soft}>{busy.by}</bdi>}
    </p>
  );
}

function Outages({ branch }: { branch: Branch }) {
  const t = useT();
  const read = useRead('listBranchOutages', { id: branch.id }, { everyMs: lookEveryMs });
  return (
    <Section title={t('standing.out', { count: branch.itemsOut })}>
      {read.data?.outages.map((outage) => (
        <OutageRow key={`${outage.kind} ${outage.id}`} branch={branch} outage={outage} />
      ))}
    </Section>
  );
}

function OutageRow({ branch, outage }: { branch: Branch; outage: BranchOutage }) {
  const t = useT();
  const mayChange = useMay('availability.change');
  const wish = useChange('wishAvailability');
  const { language } = useLocale();
  const { en, ar } = outage.name;
  return (
    <div className={ui.row}>
      <bdi>
        <b>{language === 'ar' ? ar || en : en || ar}</b>
      </bdi>
      <span className={`${ui.soft} ${ui.push}`}>
        {outage.untilMs === null ? (
          t('standing.forGood')
        ) : (
          <>
            {t('standing.until')} <MomentText atMs={outage.untilMs} />
          </>
        )}
      </span>
      {wish.isSuccess ? <span role="status">{t('standing.asked')}</span> : null}
      {mayChange && !wish.isSuccess ? (
        <Button
          disabled={wish.isPending}
          onClick={() =>
            wish.mutate({ id: branch.id, kind: outage.kind, itemId: outage.id, out: null })
          }
        >
          {t('standing.bringBack')}
        </Button>
      ) : null}
      <ChangeFailed error={wish.error} />
    </div>
  );
}
