import { useState } from 'react';
import type { Device } from '../../../../../src/shared/contract/console-api.ts';
import { Button } from '../../../../../src/shared/ui/button.tsx';
import { Chip } from '../../../../../src/shared/ui/chip.tsx';
import { useChange, useRead } from '../../api/console-api.tsx';
import { useMay } from '../../api/use-may.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Section } from '../../ui/page.tsx';
import { ChangeFailed } from '../../ui/states.tsx';
import ui from '../../ui/ui.module.css';

/** The PCs that have a key of the branch, the ones removed included. */
export function Devices({ branchId }: { branchId: string }) {
  const t = useT();
  const devices = useRead('listDevices', { branchId });
  return (
    <Section title={t('branches.devices')}>
      {devices.data?.items.map((device) => (
        <DeviceRow key={device.id} device={device} />
      ))}
    </Section>
  );
}

function DeviceRow({ device }: { device: Device }) {
  const t = useT();
  const revoke = useChange('revokeDevice');
  const [asking, setAsking] = useState(false);
  const isRevoked = device.revokedAtMs !== null;
  const mayRevoke = useMay('branches.write');
  return (
    <div className={ui.form}>
      <div className={ui.row}>
        <bdi>{device.name}</bdi>
        <DeviceChip device={device} />
        {isRevoked || asking || !mayRevoke ? null : (
          <span className={ui.push}>
            <Button look="quiet" onClick={() => setAsking(true)}>
              {t('branches.revoke')}
            </Button>
          </span>
        )}
      </div>
      {asking && !isRevoked ? (
        <div className={ui.form}>
          <p className={ui.soft}>{t('branches.revokeHint')}</p>
          <ChangeFailed error={revoke.error} />
          <div className={ui.row}>
            <Button look="danger" onClick={() => revoke.mutate({ id: device.id })}>
              {t('branches.revoke')}
            </Button>
            <Button look="quiet" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
          </div>
        </div>
      ) : null}
    </div>
  );
}

function DeviceChip({ device }: { device: Device }) {
  const t = useT();
  if (device.revokedAtMs !== null) return <Chip tone="offline">{t('branches.revoked')}</Chip>;
  return device.connected ? (
    <Chip tone="ready">{t('branches.connected')}</Chip>
  ) : (
    <Chip tone="neutral">{t('branches.offline')}</Chip>
  );
}
