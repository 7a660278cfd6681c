import { TextInput } from '@mantine/core';
import {
  IconBuildingStore,
  IconDeviceDesktop,
  IconPlugConnected,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { type SyntheticEvent, useState } from 'react';
import type { Branch } from '../../../../../src/shared/contract/console-api.ts';
import { Button } from '../../../../../src/shared/ui/button.tsx';
import { Chip } from '../../../../../src/shared/ui/chip.tsx';
import { useLocale } from '../../../../../src/shared/ui/locale.tsx';
import { useChange, useRead } from '../../api/console-api.tsx';
import { useMay } from '../../api/use-may.ts';
import { useT } from '../../i18n/i18n.tsx';
import { MomentText } from '../../ui/moment-text.tsx';
import { Page } from '../../ui/page.tsx';
import { ChangeFailed, Listed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';
import { BranchPrinters } from './branch-printers.tsx';
import { BranchStanding } from './branch-standing.tsx';
import { Devices } from './devices.tsx';
import { PairingSheet } from './pairing-sheet.tsx';

const lookEveryMs = 10_000;

export function BranchesScreen({ companyId }: { companyId: string }) {
  const t = useT();
  const branches = useRead('listBranches', { companyId, limit: 200 }, { everyMs: lookEveryMs });
  const mayChange = useMay('branches.write');
  const [pairing, setPairing] = useState<Branch | null>(null);
  return (
    <Page title={t('branches.title')}>
      <Listed
        query={branches}
        empty={{
          title: t('branches.empty'),
          hint: t('branches.emptyHint'),
          icon: <IconBuildingStore aria-hidden />,
        }}
      >
        {(items) =>
          items.map((branch) => (
            <BranchCard key={branch.id} branch={branch} onPair={() => setPairing(branch)} />
          ))
        }
      </Listed>
      {mayChange ? <NewBranch companyId={companyId} /> : null}
      {pairing ? <PairingSheet branch={pairing} onClose={() => setPairing(null)} /> : null}
    </Page>
  );
}

function BranchCard({ branch, onPair }: { branch: Branch; onPair: () => void }) {
  const t = useT();
  const { presence, undelivered } = branch;
  const mayChange = useMay('branches.write');
  const tone = { connected: 'ready', offline: 'late', unpaired: 'neutral' } as const;
  const icon = {
    connected: <IconPlugConnected aria-hidden />,
    offline: <IconPlugConnectedX aria-hidden />,
    unpaired: <IconDeviceDesktop aria-hidden />,
  };
  return (
    <article className={ui.card}>
      <div className={ui.row}>
        <h2>
          <bdi>{branch.name}</bdi>
        </h2>
        <span className={ui.push}>
          <Chip tone={tone[presence]} icon={icon[presence]}>
            {t(`branches.${presence}`)}
          </Chip>
        </span>
      </div>
      <p className={ui.soft}>
        {presence === 'unpaired'
          ? t('branches.unpairedHint')
          : undelivered > 0
            ? t('branches.waiting', { count: undelivered })
            : t('branches.upToDate')}
        {presence === 'offline' ? <LastSeen atMs={branch.lastSeenAtMs} /> : null}
      </p>
      {mayChange ? (
        <div className={ui.row}>
          <Button
            look={presence === 'unpaired' ? 'primary' : 'secondary'}
            icon={<IconDeviceDesktop aria-hidden />}
            onClick={onPair}
          >
            {t('branches.pair')}
          </Button>
        </div>
      ) : null}
      <BranchStanding branch={branch} />
      <BranchPrinters branch={branch} />
      {presence === 'unpaired' ? null : <Devices branchId={branch.id} />}
    </article>
  );
}

function LastSeen({ atMs }: { atMs: number | null }) {
  const t = useT();
  return (
    <>
      {' '}
      {t('branches.lastSeen')}: {atMs === null ? t('branches.never') : <MomentText atMs={atMs} />}
    </>
  );
}

function NewBranch({ companyId }: { companyId: string }) {
  const t = useT();
  const create = useChange('createBranch');
  const here = useLocale().timeZone;
  const [name, setName] = useState('');
  const [timeZone, setTimeZone] = useState(here);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    create.mutate({ companyId, name, timeZone }, { onSuccess: () => setName('') });
  };
  return (
    <form className={`${ui.card} ${ui.form}`} onSubmit={submit}>
      <h3>{t('branches.new')}</h3>
      <TextInput
        label={t('branches.name')}
        required
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('branches.timeZone')}
        required
        dir="ltr"
        value={timeZone}
        onChange={(event) => setTimeZone(event.currentTarget.value)}
      />
      <ChangeFailed error={create.error} />
      <Button type="submit" disabled={create.isPending}>
        {t('common.add')}
      </Button>
    </form>
  );
}
